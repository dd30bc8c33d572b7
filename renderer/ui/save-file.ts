/** Hands a file over to the browser, which asks or saves as it is set to. */
export function saveFile({ name, mediaType, base64 }: { name: string; mediaType: string; base64: string }): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** What stands in a file somebody chose, as the contract carries it. */
export async function chosenFile(file: File): Promise<{ name: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const letters: string[] = [];
  const step = 32_768;
  for (let at = 0; at < bytes.length; at += step) letters.push(String.fromCharCode(...bytes.subarray(at, at + step)));
  return { name: file.name, base64: btoa(letters.join('')) };
}
