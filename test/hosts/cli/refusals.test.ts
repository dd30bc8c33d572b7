import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { siteFiles } from '../../../main/adapters/sqlite/site-file.ts';
import { speechOf } from '../../../main/hosts/cli/speech.ts';
import { trustedKeyOf } from '../../../main/model/bundle/signing-key.ts';
import { ErrorRecord } from '../../../main/model/errors/ferryman-error.ts';
import { type BuiltFixture, buildFixture, copyOf } from '../../bundle/fixture.ts';
import { projectRoot, run } from './run.ts';

const good = `apiVersion: ferryman/v1
kind: Requirements
site: {name: 华东-02}
machines:
  - {name: node-1, address: 10.0.0.1}
  - {name: node-2, address: 10.0.0.2}
`;
const overlapping = `${good}kubernetes: {podCidr: 10.96.0.0/16, serviceCidr: 10.96.0.0/16}\n`;

let folder: string;
let site: string;

/** Every case has a folder and a site of its own. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 现场 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  vi.stubEnv('FERRYMAN_HOME', join(folder, 'home'));
  site = join(folder, '华东.ferry');
  expect((await run('new', '华东')).exitCode).toBe(0);
});
afterEach(() => {
  vi.unstubAllEnvs();
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

/** `exit code: sentence`, when it is one sentence with one next step and nothing else. */
async function refusal(...argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(...argv);
  const [sentence = '', remedy = '', ...more] = stderr.trimEnd().split('\n');
  expect({ stdout, hasRemedy: /^ {2}→ \S/.test(remedy), more }).toEqual({ stdout: '', hasRemedy: true, more: [] });
  return `${exitCode}: ${sentence}`;
}

describe('requirements', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['no YAML', 'site:\n\tname: x\n', '2: REQ_E0001: 需求.yaml is not valid YAML: line 2, column 1'],
    [
      'not UTF-8',
      Buffer.from('c2a0bba7b6ab', 'hex'),
      '2: REQ_E0001: 需求.yaml is not valid YAML: line 1, column 1, it is not saved as UTF-8',
    ],
    [
      'a wrong field',
      good.replace('10.0.0.2', '10.0.0'),
      '2: REQ_E0002: The requirements have 1 wrong field(s): machines[1].address: found "10.0.0"',
    ],
    [
      'an inline password',
      `${good}password: hunter2\n`,
      '2: REQ_E0003: password holds an inline password, which is refused',
    ],
    [
      'overlapping networks',
      overlapping,
      '2: REQ_E0004: Networks overlap: kubernetes.podCidr 10.96.0.0/16 and kubernetes.serviceCidr 10.96.0.0/16',
    ],
    [
      'no such version',
      `${good}kubernetes: {version: "1.20"}\n`,
      '2: PLAN_E0001: No plan is possible: kubernetes.version 1.20 is not known',
    ],
  ])('%s', async (_name, content, expected) => {
    const found = await refusal('plan', put('需求.yaml', content));
    expect(found.slice(0, expected.length)).toBe(expected);
    expect(found).not.toContain('hunter2');
  });

  test('a plan with a blocker is shown, and not approved', async () => {
    const small = put('small.yaml', `${good}kubernetes: {podCidr: 10.244.0.0/25}\n`);
    expect((await run('plan', small)).exitCode).toBe(0);
    expect(await refusal('plan', small, '--approve')).toContain(
      '2: PLAN_E0004: The plan has 1 blocker(s): kubernetes.podCidr 10.244.0.0/25',
    );
  });

  test('a file that is not there', async () => {
    expect(await refusal('plan', 'none.yaml')).toBe('2: REQ_E0005: The requirements file none.yaml cannot be read');
  });

  test('refused, nothing is half written: not in the site, not beside it', async () => {
    await run('plan', put('good.yaml', good));
    const bad = put('bad.yaml', overlapping);
    const before = [readdirSync(folder).sort(), contentOf(site)];
    await refusal('plan', bad);
    expect([readdirSync(folder).sort(), contentOf(site)]).toEqual(before);
  });
});

/** What the site holds; the holder's row, which every opening writes, is no content. */
function contentOf(path: string): unknown {
  const store = siteFiles.open(path, { readOnly: true });
  const kinds = ['requirements', 'facts', 'site-plan', 'bundle', 'report'] as const;
  const content = [kinds.map((kind) => store.latestDocument(kind)), store.entriesAfter(0), store.operations()];
  store.close();
  return content;
}

describe('the site', () => {
  test('none here, several here, none of that name, not ours, there already', async () => {
    await run('new', 'second');
    put('text.ferry', 'no site at all');
    const several = await refusal('status');
    const missing = await refusal('--site', 'none.ferry', 'status');
    const strange = await refusal('--site', 'text.ferry', 'status');
    const twice = await refusal('new', 'second');
    const nowhere = await refusal('new', join('none', 'third'));
    process.chdir(mkdtempSync(join(tmpdir(), 'empty ')));
    const none = await refusal('status');
    expect(
      [several, missing, strange, twice, nowhere, none].map((text) => text.split(':').slice(0, 2).join(':')),
    ).toEqual([
      '2: INPUT_E0001',
      '2: SITE_E0001',
      '2: SITE_E0006',
      '2: SITE_E0005',
      '2: INPUT_E0001',
      '2: INPUT_E0001',
    ]);
    expect(several).toContain('several .ferry files here; name one with --site: ');
    expect(none).toContain('there is no .ferry file in this folder; name one with --site');
  });

  test('held by somebody else, it says by whom', async () => {
    const held = siteFiles.open(site);
    expect(await refusal('plan', put('good.yaml', good))).toMatch(
      /^2: SITE_E0004: The site file is held by \S+ \(pid \d+\) since \S+; it can only be read here$/,
    );
    held.close();
  });

  test('what comes too early names the stage before', async () => {
    const early = ['plan', 'preflight', 'install', 'resume', 'stop', 'status', 'verify', 'report'];
    const found: string[] = [];
    for (const command of early) found.push((await refusal(command)).slice(0, 12));
    expect(found).toEqual([
      '2: SITE_E000',
      '2: SITE_E000',
      '2: SITE_E000',
      '2: OP_E0004:',
      '2: OP_E0004:',
      '2: OP_E0004:',
      '2: SITE_E000',
      '2: SITE_E000',
    ]);
  });

  test('a plan nobody approved is not installed', async () => {
    await run('plan', put('good.yaml', good));
    expect(await refusal('install')).toMatch(/^2: PLAN_E0003: Plan [0-9a-f]{64} is not approved/);
  });
});

describe('the record', () => {
  test('is shown and holds; without a key nothing is signed', async () => {
    await run('plan', put('good.yaml', good), '--approve', '--by', 'wang.fang');
    const shown = await run('audit', 'show');
    expect(shown.stdout).toMatch(/^1 {2}\S+ {2}site {2}plan-approved {2}wang\.fang\nSound: 1 entries, head sha256:/);
    const { exitCode, stdout } = await run('--json', 'audit', 'verify');
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ holds: true, entries: 1 })]);
    expect(stdout).not.toContain('checkpoint');
    expect((await run('audit', 'verify')).stdout).toContain('Unsigned: nobody vouches for this record');
    expect(await refusal('audit', 'checkpoint')).toMatch(/^2: KEY_E0002: /);
  });

  test('altered, it is found out, with an exit code', async () => {
    await run('plan', put('good.yaml', good), '--approve', '--by', 'wang.fang');
    const database = new Database(site);
    database.exec("UPDATE journal SET event = replace(event, 'wang.fang', 'somebody')");
    database.close();
    expect(await refusal('audit', 'verify')).toMatch(/^3: AUDIT_E0001: The record cannot be trusted from entry 1 on/);
  });
});

describe('a bundle', () => {
  let built: BuiltFixture;
  beforeAll(async () => {
    built = await buildFixture();
  });
  afterAll(async () => await built.remove());

  function trustOffice(): void {
    const store = siteFiles.open(site);
    store.trustSigningKey({ ...trustedKeyOf(built.key.publicKey), trustedBy: 'li.wei' });
    store.close();
  }

  test('sound and trusted, it is taken', async () => {
    trustOffice();
    expect([
      (await run('bundle', 'verify', built.bundle)).exitCode,
      (await run('bundle', 'use', built.bundle)).exitCode,
    ]).toEqual([0, 0]);
  });

  test('signed by somebody unknown', async () => {
    expect(await refusal('bundle', 'use', built.bundle)).toMatch(/^2: BUNDLE_E0002: /);
  });

  test('without a signature', async () => {
    trustOffice();
    const copy = await copyOf(built, 'unsigned');
    const signature = readdirSync(copy).find((name) => name.includes('sig')) ?? '';
    await rm(join(copy, signature));
    expect(await refusal('bundle', 'use', copy)).toMatch(/^2: BUNDLE_E0001: .* carries no signature and is refused$/);
  });

  test('with a manifest that was altered', async () => {
    trustOffice();
    const copy = await copyOf(built, 'altered');
    const manifest = join(copy, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('lab-kubernetes', 'lab-kubernetez'));
    expect(await refusal('bundle', 'use', copy)).toMatch(/^3: BUNDLE_E0003: /);
  });

  test('no bundle at all', async () => {
    expect(await refusal('bundle', 'use', folder)).toMatch(/^2: BUNDLE_E000[19]: /);
  });
});

describe('a command line that cannot be understood', () => {
  test.each<[string[], string]>([
    [['instal'], '2: USAGE_E0001: There is no command ferryman instal'],
    [['bundle', 'nothing-like-it'], '2: USAGE_E0001: There is no command ferryman bundle nothing-like-it'],
    [['plan', '--aprove'], '2: USAGE_E0002: There is no option --aprove'],
    [['status', '--password=hunter2'], '2: USAGE_E0002: There is no option --password'],
    [['bundle', 'verify'], '2: USAGE_E0003: The command line lacks <source>'],
    [['bundle', 'build', 'x'], '2: USAGE_E0003: The command line lacks the option --out <directory>'],
    [['status', '--site'], '2: USAGE_E0003: The command line lacks the value of --site <file>'],
    [['--lang', 'fr', 'status'], '2: USAGE_E0004: --lang <language> cannot be "fr"; allowed is: zh, en'],
    [['report', '--language', 'x'], '2: USAGE_E0004: --language <language> cannot be "x"; allowed is: zh, en, both'],
    [['plan', 'a.yaml', 'b.yaml'], '2: USAGE_E0005: There is too much after ferryman plan: b.yaml'],
  ])('%j', async (argv, expected) => {
    expect(await refusal(...argv)).toBe(expected);
  });

  test('what was meant, and where to read on', async () => {
    expect((await run('instal')).stderr).toContain('  → Did you mean install? See `ferryman --help`');
    expect((await run('--lang', 'zh', 'bundle', 'biuld')).stderr).toBe(
      'USAGE_E0001: 没有 ferryman bundle biuld 这个命令\n  → 是不是想输入 build？用 ferryman bundle --help 查看全部命令。\n',
    );
  });

  test('with --json, wherever it stands, the error is a document', async () => {
    for (const argv of [['--json', 'instal'], ['plan', '--aprove', '--json'], ['bundle', '--json'], ['--json']]) {
      const { exitCode, stdout } = await run(...argv);
      const { error } = JSON.parse(stdout) as { error: unknown };
      expect([exitCode, ErrorRecord.parse(error).code]).toEqual([2, expect.stringMatching(/^USAGE_E000[123]$/)]);
    }
  });

  test('the language of the system, unless one is asked for', () => {
    expect([
      speechOf(['status'], { LANG: 'zh_CN.UTF-8' }).language,
      speechOf(['status'], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }).language,
      speechOf(['status', '--lang=zh'], {}).language,
      speechOf(['--lang', 'en', 'status'], { LANG: 'zh_CN.UTF-8' }).language,
      speechOf(['--lang', 'fr', 'status'], { LANG: 'zh_CN.UTF-8' }).language,
    ]).toEqual(['zh', 'en', 'zh', 'en', 'zh']);
  });
});

describe('in what form it is said', () => {
  test('with --json: the error as a document, and the sentence still', async () => {
    const { exitCode, stdout, stderr } = await run('--json', 'plan', put('bad.yaml', overlapping));
    const { error } = JSON.parse(stdout) as { error: unknown };
    expect([exitCode, ErrorRecord.parse(error).code, error]).toEqual([2, 'REQ_E0004', ErrorRecord.parse(error)]);
    expect(stderr).toMatch(/^REQ_E0004: Networks overlap/);
  });

  test('in Chinese', async () => {
    const { stderr } = await run('--lang', 'zh', 'plan', put('bad.yaml', overlapping));
    expect(stderr).toBe(
      'REQ_E0004: 网段重叠：kubernetes.podCidr 10.96.0.0/16 与 kubernetes.serviceCidr 10.96.0.0/16\n  → 为其中之一换一个不重叠的网段。\n',
    );
  });

  test('every command explains itself', async () => {
    const commands = [
      'new',
      'keys',
      'plan',
      'bundle',
      'hosts',
      'preflight',
      'install',
      'status',
      'stop',
      'resume',
      'verify',
      'report',
      'audit',
      'rehearse',
      'web',
    ];
    const helps: string[] = [];
    for (const command of commands) {
      const { exitCode, stdout } = await run(command, '--help');
      helps.push(`${exitCode} ${stdout.split('\n')[0]?.replace(/ [[<].*/, '')}`);
    }
    expect(helps).toEqual(commands.map((command) => `0 Usage: ferryman ${command}`));
    expect((await run('--lang', 'zh', 'bundle', 'build', '--help')).stdout).toContain(
      '用法： ferryman bundle build [选项] <spec>',
    );
    expect((await run('--help')).stdout).toContain('Exit codes: 0 done · 1 fault of Ferryman · 2 wrong input');
  });

  test('secrets come by a file descriptor, and what is no such file is said', async () => {
    expect(await refusal('--secrets-fd', '99', 'status')).toContain('2: INPUT_E0001: ');
  });
});
