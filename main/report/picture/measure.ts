/** How wide text is, near enough for boxes and columns: a CJK character is as wide as it is high. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 1 : 0.56), 0) * size;
}

/** In Latin characters: a CJK character counts as two. */
export function characterWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

/** Shortened to the width, with an ellipsis where something is left out. */
export function shorten(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
    character,
  );
}
