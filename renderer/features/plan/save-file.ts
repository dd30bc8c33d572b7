import type { DocumentFile } from '../../../main/contract/plan.contract.ts';

/** Hands a file to the browser to keep. */
export function saveFile({ fileName, mediaType, base64 }: DocumentFile): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
