/** Who may import whom: the table of design.md §1. A folder may import itself. */
const inside = [
  'model',
  'contract',
  'ports',
  'requirements',
  'catalog',
  'plan',
  'bundle',
  'engine',
  'steps',
  'checks',
  'report',
];

export const importTable: Readonly<Record<string, readonly string[]>> = {
  model: [],
  contract: ['model'],
  ports: ['model'],
  catalog: ['model'],
  requirements: ['model', 'catalog'],
  plan: ['model', 'catalog'],
  bundle: ['model', 'ports', 'catalog'],
  engine: ['model', 'ports'],
  steps: ['model', 'ports'],
  checks: ['model', 'ports'],
  report: ['model', 'ports'],
  adapters: ['model', 'ports'],
  practice: ['model'],
  app: inside,
  hosts: [...inside, 'app', 'adapters', 'practice'],
  renderer: ['contract', 'model'],
};

/** Packages that may appear only where they are at home; a trailing / means the folder and everything below. */
export const driverHomes: Readonly<Record<string, readonly string[]>> = {
  electron: ['main/hosts/electron/'],
  ssh2: ['main/adapters/ssh/', 'main/practice/'],
  'better-sqlite3': ['main/adapters/sqlite/'],
  'playwright-core': ['main/adapters/printer/'],
  'node-pty': ['main/adapters/pty/'],
  '@kubernetes/client-node': ['main/adapters/kubernetes/'],
  undici: ['main/adapters/kubernetes/', 'main/adapters/registry/'],
  openpgp: ['main/bundle/packages/'],
  'fast-xml-parser': ['main/bundle/packages/'],
  docx: ['main/report/docx-writer.ts', 'main/report/docx/'],
  fflate: ['main/report/docx/'],
  '@cj-tech-master/excelts': [
    'main/report/xlsx-writer.ts',
    'main/report/xlsx/',
    'main/requirements/workbook/',
    'main/adapters/workbook/',
  ],
  commander: ['main/hosts/cli/'],
  antd: ['renderer/'],
  react: ['renderer/'],
};

/** Folders that must give the same answer for the same input, whatever the clock, the disk or the environment say. */
export const pureFolders = ['main/model/', 'main/catalog/', 'main/plan/', 'main/contract/'];
export const impureModules = [
  'node:fs',
  'node:fs/promises',
  'node:os',
  'node:child_process',
  'node:net',
  'node:process',
  'node:timers',
];
