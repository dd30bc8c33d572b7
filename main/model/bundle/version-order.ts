/**
 * Order of two versions as people number them: 1.9 before 1.10, 1.0-rc1 before 1.0. Negative when `a` is older. Numbers
 * compare as numbers, words as words; a word after the numbers (rc1, beta) is older than none.
 */
export function compareVersionWords(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = compareParts(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(version: string): string[] {
  return (
    version
      .replace(/^v(?=\d)/i, '')
      .toLowerCase()
      .match(/\d+|[a-z]+/g) ?? []
  );
}

function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) {
    if (a === b) return 0;
    const isNumber = /^\d/.test(a ?? b ?? '');
    const more = a === undefined ? -1 : 1;
    return isNumber ? more : -more;
  }
  const [isNumber, isOther] = [/^\d/.test(a), /^\d/.test(b)];
  if (isNumber && isOther) return Math.sign(Number(a) - Number(b));
  if (isNumber !== isOther) return isNumber ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
