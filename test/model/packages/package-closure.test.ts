import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Candidates } from '../../../main/model/packages/candidates.ts';
import { choosePackages } from '../../../main/model/packages/choose-packages.ts';
import { readStanzas } from '../../../main/model/packages/control-stanzas.ts';
import { DebianPackage, debianRules, packageFields } from '../../../main/model/packages/debian-package.ts';
import { faultsAfter } from '../../../main/model/packages/final-state.ts';
import { InstalledPackages } from '../../../main/model/packages/installed-packages.ts';
import { packageClosure } from '../../../main/model/packages/package-closure.ts';

const read = (text: string, isHeld = false) =>
  [...readStanzas(text, new Set(packageFields))].map((stanza) => new DebianPackage(stanza, 'amd64', isHeld));
/** `name version; Field: value; …`, one a line. */
const sketch = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [head = '', ...fields] = line.trim().split(/;\s*/);
      const [name, version] = head.split(' ');
      return `Package: ${name}\nVersion: ${version}\n${fields.map((field) => `${field}\n`).join('')}`;
    })
    .join('\n');
const offers = (lines: string) =>
  new Candidates(
    read(sketch(lines)).map((offered) => ({ offered, priority: 500 })),
    debianRules,
  );
const target = (lines: string, isHeld = false) =>
  new InstalledPackages(lines === '' ? [] : read(sketch(lines), isHeld), debianRules);
const labelled = (...lines: string[]) =>
  lines.map((each, index) => ({ label: `node${index + 1}`, installed: target(each) }));
const namesOf = (repository: string, wanted: string[], ...targets: string[]) =>
  packageClosure(offers(repository), labelled(...(targets.length === 0 ? [''] : targets)), wanted).map(
    ({ name, version }) => `${name} ${version}`,
  );

describe('the closure of packages', () => {
  it('is what any target lacks, and what that stands on', () => {
    const repository = 'a 1; Depends: b (>= 2), c\nb 2; Pre-Depends: d\nc 1\nd 1';
    expect(namesOf(repository, ['a'])).toEqual(['a 1', 'b 2', 'c 1', 'd 1']);
    expect(namesOf(repository, ['a'], 'c 1', 'b 3\nc 1')).toEqual(['a 1', 'b 2', 'd 1']);
    expect(namesOf(repository, ['a'], 'a 1', 'a 0')).toEqual([]);
  });

  it.each([
    ['the first alternative that can be had', 'a 1; Depends: x | b | c\nb 1\nc 1', '', ['a 1', 'b 1']],
    ['an alternative that is there already', 'a 1; Depends: b | c\nb 1\nc 1', 'c 1', ['a 1']],
    [
      'the next alternative where the first leads nowhere',
      'a 1; Depends: b | c\nb 1; Depends: x\nc 1',
      '',
      ['a 1', 'c 1'],
    ],
    [
      'the real package before one that provides its name',
      'a 1; Depends: v\nb 1; Provides: v\nv 1',
      '',
      ['a 1', 'v 1'],
    ],
    [
      'by priority among those that provide a name',
      'a 1; Depends: v\nb 1; Provides: v; Priority: extra\nc 1; Provides: v',
      '',
      ['a 1', 'c 1'],
    ],
    ['an upgrade where the version is too old', 'a 1; Depends: b (>= 2)\nb 2', 'b 1', ['a 1', 'b 2']],
    [
      'an upgrade before a new package',
      'a 1; Depends: v (>= 2)\nb 1; Provides: v (= 2)\nc 2; Provides: v (= 2)',
      'c 1; Provides: v (= 1)',
      ['a 1', 'c 2'],
    ],
    [
      'what an upgrade breaks is upgraded too',
      'a 1; Depends: b (= 2)\nb 2\nb-dev 2; Depends: b (= 2)',
      'b 1\nb-dev 1; Depends: b (= 1)',
      ['a 1', 'b 2', 'b-dev 2'],
    ],
    ['what is in the way is upgraded out of it', 'a 1; Breaks: b (<< 2)\nb 2', 'b 1', ['a 1', 'b 2']],
    ['what cannot stand it is upgraded too', 'a 1\nb 2', 'b 1; Conflicts: a', ['a 1', 'b 2']],
    ['an epoch outranks every number', 'a 1; Depends: b (>= 1:0)\nb 1:1', 'b 9', ['a 1', 'b 1:1']],
    ['a versioned provision answers a version', 'a 1; Depends: v (>= 2)\nb 1; Provides: v (= 3)', '', ['a 1', 'b 1']],
    [
      'any architecture, where it is allowed',
      'a 1; Depends: python3:any (>= 3)\npython3 3.11; Multi-Arch: allowed',
      '',
      ['a 1', 'python3 3.11'],
    ],
    ['its own provision does not stand in its way', 'a 1; Provides: mta; Conflicts: mta', '', ['a 1']],
    ['a circle', 'a 1; Depends: b\nb 1; Depends: a', '', ['a 1', 'b 1']],
  ])('takes %s', (_, repository, installed, expected) => {
    expect(namesOf(repository, ['a'], installed)).toEqual(expected);
  });

  it.each([
    ['a name nobody has', 'b 1', '', /no repository has a/],
    ['a virtual name', 'b 1; Provides: a', '', /a is no package of its own: name one of b/],
    [
      'a need nobody answers',
      'a 1; Depends: b\nb 1; Depends: c (>= 2)\nc 1',
      '',
      /a → b needs c \(>= 2\), but the repositories have c 1/,
    ],
    ['a version a plain provision does not name', 'a 1; Depends: v (>= 1)\nb 1; Provides: v', '', /a needs v \(>= 1\)/],
    ['any architecture where it is not allowed', 'a 1; Depends: python3:any\npython3 3.11', '', /needs python3:any/],
    ['a foreign architecture', 'a 1; Depends: b:i386\nb 1', '', /needs b:i386/],
    ['a removal', 'a 1; Conflicts: b', 'b 1', /a and b 1 exclude each other/],
    ['a removal asked for by what is there', 'a 1', 'b 1; Breaks: a (<= 1)', /exclude each other/],
    ['a downgrade', 'a 1; Depends: b (= 1)\nb 1', 'b 2', /a needs b \(= 1\)/],
  ])('refuses %s', (_, repository, installed, message) => {
    expect(() => namesOf(repository, ['a'], installed)).toThrow(message);
  });

  it('leaves what is held as it is', () => {
    const [installed, candidates] = [target('b 1', true), offers('a 1; Depends: b (>= 2)\nb 2')];
    expect(choosePackages(candidates, installed, ['a'])).toEqual({
      problem: 'a needs b (>= 2), but b 1 is held on the target',
    });
  });

  it('finds one choice that every target can take', () => {
    // alone, node2 would take b, which node1 cannot stand
    const repository = 'a 1; Depends: b | c\nb 1\nc 1';
    expect(namesOf(repository, ['a'], 'x 1; Conflicts: b', '')).toEqual(['a 1', 'c 1']);
    expect(namesOf(repository, ['a'], '', 'x 1; Conflicts: b')).toEqual(['a 1', 'c 1']);
  });

  it('uses a repository that is not to be used by itself only where no other has the name', () => {
    const [stable, backports] = [read(sketch('b 1')), read(sketch('b 2\na 1; Depends: b'))];
    const candidates = new Candidates(
      [
        ...backports.map((offered) => ({ offered, priority: 100 })),
        ...stable.map((offered) => ({ offered, priority: 500 })),
      ],
      debianRules,
    );
    expect(packageClosure(candidates, labelled(''), ['a']).map(({ version }) => version)).toEqual(['1', '1']);
  });
});

describe('against trying everything', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const bound = fc.constantFrom('', '', '', ' (>= 2)', ' (<< 2)', ' (= 1)', ' (= 2)');
  const relation = fc.tuple(fc.constantFrom(...names, 'v'), bound).map(([name, version]) => `${name}${version}`);
  const group = fc.array(relation, { minLength: 1, maxLength: 2 }).map((each) => each.join(' | '));
  const fields = fc.record({
    Depends: fc.array(group, { maxLength: 2 }),
    Breaks: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(relation, { minLength: 1, maxLength: 1 })),
    Provides: fc.constantFrom([], [], ['v'], ['v (= 2)']),
  });
  const packageOf = (name: string, version: string) =>
    fields.map(
      (each) =>
        `${name} ${version}${Object.entries(each)
          .filter(([, values]) => values.length > 0)
          .map(([field, values]) => `; ${field}: ${values.join(', ')}`)
          .join('')}`,
    );
  const some = (version: string) =>
    fc
      .tuple(...names.map((name) => fc.option(packageOf(name, version))))
      .map((each) => each.filter((line) => line !== null).join('\n'));

  it('a choice stands, and none is missed', () => {
    let found = 0;
    const property = fc.property(some('2'), some('1'), (repository, present) => {
      if (repository === '') return;
      const [candidates, installed] = [offers(repository), target(present)];
      const choice = choosePackages(candidates, installed, ['a']);
      const all = read(sketch(repository));
      const isSolution = (chosen: typeof all) =>
        (installed.named('a') !== undefined || chosen.some(({ name }) => name === 'a')) &&
        faultsAfter(installed, chosen).length === 0;
      const subsets = Array.from({ length: 2 ** all.length }, (_, bits) =>
        all.filter((_each, index) => (bits >> index) & 1),
      );
      const exists = subsets.some(isSolution);
      if ('chosen' in choice) {
        found += 1;
        expect(faultsAfter(installed, choice.chosen)).toEqual([]);
      }
      expect('chosen' in choice).toBe(exists);
    });
    fc.assert(property, { numRuns: 3_000, seed: 11 });
    expect(found).toBeGreaterThan(500);
  });
});
