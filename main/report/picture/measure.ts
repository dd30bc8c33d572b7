/** Widths of the signs from space to tilde in thousandths of the size, as in Arial and its equals. */
const latinWidths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];

/** How wide one sign is: a CJK character is as wide as it is high. */
export function signWidth(sign: string, size: number): number {
  if (isWide(sign)) return size;
  return ((latinWidths[(sign.codePointAt(0) ?? 0) - 32] ?? 600) / 1000) * size;
}

/** Near enough for boxes; bold letters are a little wider. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, sign) => sum + signWidth(sign, size), 0);
}

/** Shortened to the width, with an ellipsis where something is left out. */
export function shorten(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const signs = [...text];
  while (signs.length > 1 && textWidth(`${signs.join('')}…`, size) > width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

export function isWide(sign: string): boolean {
  return /[\u1100-\u115f\u2014\u2026\u2190-\u21ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
    sign,
  );
}
