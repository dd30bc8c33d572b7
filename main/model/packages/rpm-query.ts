import type { Relation } from './os-package.ts';
import { type RpmFacts, rpmRelation } from './rpm-package.ts';

/** What a target is asked with: `rpm -qa --qf '…' > node1.rpms`. */
export const rpmQueryFormat = [
  '@ %{NAME} %{EPOCHNUM}:%{VERSION}-%{RELEASE} %{ARCH}\\n',
  '[P %{PROVIDENAME} %{PROVIDEFLAGS} %{PROVIDEVERSION}\\n]',
  '[R %{REQUIRENAME} %{REQUIREFLAGS} %{REQUIREVERSION}\\n]',
  '[C %{CONFLICTNAME} %{CONFLICTFLAGS} %{CONFLICTVERSION}\\n]',
  '[O %{OBSOLETENAME} %{OBSOLETEFLAGS} %{OBSOLETEVERSION}\\n]',
  '[F %{FILENAMES}\\n]',
].join('');

interface Growing extends RpmFacts {
  readonly architecture: string;
  readonly provides: Relation[];
  readonly requires: Relation[];
  readonly conflicts: Relation[];
  readonly obsoletes: Relation[];
  readonly files: string[];
}

/** Bits of rpm's flags: less, greater, equal. */
const signOf: Readonly<Record<number, string>> = { 2: 'LT', 10: 'LE', 8: 'EQ', 12: 'GE', 4: 'GT' };

/** The answer to `rpmQueryFormat`, for one architecture (rpm's name). Throws an Error that says why it tells nothing of such a target. */
export function parseRpmQuery(text: string, architecture: string): RpmFacts[] {
  const found: Growing[] = [];
  for (const line of text.split('\n')) {
    const head = /^@ (\S+) (\S+) (\S+)\r?$/.exec(line);
    const current = found.at(-1);
    if (head !== null) {
      const [, name = '', version = '', built = ''] = head;
      found.push({
        ...{ name, version, architecture: built },
        provides: [],
        requires: [],
        conflicts: [],
        obsoletes: [],
        files: [],
      });
    } else if (current !== undefined && line.trim() !== '' && line.trim() !== '(none)')
      readLine(line.replace(/\r$/, ''), current);
    else if (line.trim() !== '' && current === undefined) throw new Error('it is not the answer to the query');
  }
  const fitting = found.filter((each) => each.architecture === architecture || each.architecture === 'noarch');
  if (fitting.some(({ files }) => files.includes('/etc/os-release') || files.includes('/usr/lib/os-release')))
    return fitting;
  const others = new Set(found.map((each) => each.architecture));
  throw new Error(
    found.length > 0 && fitting.length === 0
      ? `it is of ${[...others].slice(0, 3).join(', ')}, not of ${architecture}`
      : 'no package of it has os-release: it does not list a whole machine',
  );
}

function readLine(line: string, found: Growing): void {
  if (line.startsWith('F ')) {
    found.files.push(line.slice(2));
    return;
  }
  const [, kind, name = '', flags, version = ''] = /^([PRCO]) (.+) (\d+) (\S*)$/.exec(line) ?? [];
  const kinds = { P: found.provides, R: found.requires, C: found.conflicts, O: found.obsoletes };
  const list = kinds[kind as keyof typeof kinds];
  if (list === undefined) throw new Error(`“${line.slice(0, 80)}” is not the answer to the query`);
  list.push(rpmRelation(name, signOf[Number(flags) & 14], version));
}
