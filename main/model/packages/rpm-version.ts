/**
 * Order of two rpm versions (`epoch:version-release`), as rpm has it: `~` is older than the end, `^` newer than it. Where one
 * of them names no release, releases are not compared. Negative when `a` is older.
 */
export function compareRpmVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const order = compareDigits(left.epoch, right.epoch) || compareRpmParts(left.version, right.version);
  if (order !== 0 || left.release === '' || right.release === '') return order;
  return compareRpmParts(left.release, right.release);
}

function partsOf(text: string): { readonly epoch: string; readonly version: string; readonly release: string } {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(text) ?? [];
  const hyphen = rest.lastIndexOf('-');
  return {
    epoch,
    version: hyphen < 0 ? rest : rest.slice(0, hyphen),
    release: hyphen < 0 ? '' : rest.slice(hyphen + 1),
  };
}

/** One version or one release: runs of digits and of letters in turn, with whatever lies between them left out. */
function compareRpmParts(a: string, b: string): number {
  const [left, right] = [runsOf(a), runsOf(b)];
  for (let index = 0; ; index += 1) {
    const [one, other] = [left[index], right[index]];
    if (one === other) {
      if (one === undefined) return 0;
      continue;
    }
    if (one === '~' || other === '~') return one === '~' ? -1 : 1;
    if (one === undefined) return -1;
    if (other === undefined) return 1;
    if (one === '^' || other === '^') return one === '^' ? -1 : 1;
    const order = compareRuns(one, other);
    if (order !== 0) return order;
  }
}

function runsOf(part: string): string[] {
  return part.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];
}

function compareRuns(a: string, b: string): number {
  const [isNumber, isOther] = [/^\d/.test(a), /^\d/.test(b)];
  if (isNumber !== isOther) return isNumber ? 1 : -1;
  if (isNumber) return compareDigits(a, b);
  return a < b ? -1 : 1;
}

function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}
