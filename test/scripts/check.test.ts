import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findProblems, findWarnings } from '../../scripts/check/find-problems.ts';
import { readSources } from '../../scripts/check/import-graph.ts';

type Tree = Readonly<Record<string, string>>;

function sourcesOf(tree: Tree) {
  const root = mkdtempSync(join(tmpdir(), 'ferryman check '));
  for (const [path, source] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  return readSources(root, ['main', 'renderer']);
}

test.each<[string, Tree, string[]]>([
  [
    'nothing wrong',
    { 'main/model/a.ts': 'export const a = 1;\n', 'main/plan/b.ts': "import { a } from '../model/a.ts';\n" },
    [],
  ],
  [
    'a forbidden import',
    { 'main/engine/e.ts': '', 'main/plan/b.ts': "import { e } from '../engine/e.ts';\n" },
    ['main/plan/b.ts: plan may not import engine (main/engine/e.ts)'],
  ],
  [
    'a forbidden import of a type only',
    { 'main/ports/p.ts': 'export interface P {}\n', 'main/model/m.ts': "import type { P } from '../ports/p.ts';\n" },
    ['main/model/m.ts: model may not import ports (main/ports/p.ts)'],
  ],
  [
    'a forbidden re-export',
    { 'main/app/p.ts': 'export const p = 1;\n', 'main/bundle/m.ts': "export { p } from '../app/p.ts';\n" },
    ['main/bundle/m.ts: bundle may not import app (main/app/p.ts)'],
  ],
  [
    'a forbidden import at run time',
    { 'main/adapters/p.ts': '', 'main/app/m.ts': "const p = await import('../adapters/p.ts');\n" },
    ['main/app/m.ts: app may not import adapters (main/adapters/p.ts)'],
  ],
  [
    'the renderer reaching in',
    { 'main/app/p.ts': '', 'renderer/app/m.tsx': "import '../../main/app/p.ts';\n" },
    ['renderer/app/m.tsx: renderer may not import app (main/app/p.ts)'],
  ],
  ['data, which is open to all', { 'main/app/m.ts': "import x from '../../bundles/kubernetes/v1.yaml?raw';\n" }, []],
  ['a room nobody planned', { 'main/utils/u.ts': '' }, ['main/utils/u.ts: utils is no room of the house']],
  [
    'a driver outside its home',
    { 'main/engine/e.ts': "import Database from 'better-sqlite3';\n" },
    ['main/engine/e.ts: better-sqlite3 belongs in main/adapters/sqlite/'],
  ],
  [
    'a part of a driver in another adapter',
    { 'main/adapters/ssh/e.ts': "import { KubeConfig } from '@kubernetes/client-node/dist/config.js';\n" },
    ['main/adapters/ssh/e.ts: @kubernetes/client-node belongs in main/adapters/kubernetes/'],
  ],
  ['a driver at home', { 'main/adapters/sqlite/e.ts': "import Database from 'better-sqlite3';\n" }, []],
  [
    'a circle',
    {
      'main/model/a.ts': "import { b } from './b.ts';\n",
      'main/model/b.ts': "import { c } from './c.ts';\n",
      'main/model/c.ts': "import { a } from './a.ts';\n",
    },
    ['circle: main/model/a.ts → main/model/b.ts → main/model/c.ts → main/model/a.ts'],
  ],
  [
    'an impure module in a pure folder',
    { 'main/plan/p.ts': "import { readFileSync } from 'node:fs';\nimport os from 'node:os';\n" },
    ['main/plan/p.ts: a pure folder may not import node:fs', 'main/plan/p.ts: a pure folder may not import node:os'],
  ],
])('%s', (_name, tree, expected) => {
  expect(findProblems(sourcesOf(tree))).toEqual(expected);
});

test('a long file and an export nobody takes are worth a word, not an error', () => {
  const sources = sourcesOf({
    'main/model/long.ts': '\n'.repeat(301),
    'main/model/used.ts': 'export const used = 1;\nexport const unused = 2;\nexport type T = string;\n',
    'main/plan/user.ts': "import { used } from '../model/used.ts';\nconsole.log(used);\n",
  });
  expect([findProblems(sources), findWarnings(sources, sources)]).toEqual([
    [],
    ['main/model/long.ts: 301 lines; does it have one reason to exist?', 'main/model/used.ts: nobody imports unused'],
  ]);
});
