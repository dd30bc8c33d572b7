/** Hands a file over to the browser, which asks or saves as it is set to. */
export function saveFile({ fileName, mediaType, base64 }: SavedFile): void {
  save(
    fileName,
    mediaType,
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
  );
}

/** The same for text, saved as UTF-8. */
export function saveText(fileName: string, mediaType: string, text: string): void {
  save(fileName, `${mediaType};charset=utf-8`, text);
}

interface SavedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly base64: string;
}

function save(fileName: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
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
