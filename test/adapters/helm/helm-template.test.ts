import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { HelmTemplate } from '../../../main/adapters/helm/helm-template.ts';
import { machinePlatform } from '../../../main/adapters/helm/machine-platform.ts';
import { sha256Of, standIn } from '../../bundle/charts/chart-fixture.ts';

let directory: string;
let ours: string | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), '摆渡 helm '));
  ours = process.env.TMPDIR;
  process.env.TMPDIR = directory;
});
afterEach(async () => {
  if (ours === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = ours;
  await rm(directory, { recursive: true });
});

const chart = {
  label: 'web 1.2.3',
  archive: Buffer.from('tgz'),
  release: 'web',
  namespace: 'apps',
  kubernetesVersion: 'v1.34.4',
  values: [Buffer.from('a: 1'), Buffer.from('b: 2')],
  skipsSchema: true,
};

/** What a stand-in makes of the chart; nothing of the work is left behind. */
async function render(script: string, limits?: ConstructorParameters<typeof HelmTemplate>[0], signal?: AbortSignal) {
  const path = await standIn(directory, script);
  try {
    return await new HelmTemplate(limits).render({ path, sha256: sha256Of(path) }, chart, signal);
  } finally {
    expect((await readdir(directory)).filter((name) => name.startsWith('ferryman'))).toEqual([]);
  }
}

it('is given chart and values as files of its own, and nothing of this environment', async () => {
  process.env.KUBECONFIG = '/root/.kube/config';
  process.env.HTTPS_PROXY = 'http://proxy:3128';
  const said = await render(
    'const read = (path) => fs.readFileSync(path, "utf8");' +
      'process.stdout.write(JSON.stringify({ argv, env: process.env, cwd: process.cwd(), chart: read(argv[2]),' +
      ' values: argv.filter((_, at) => argv[at - 1] === "--values").map(read) }));',
  ).finally(() => {
    delete process.env.KUBECONFIG;
    delete process.env.HTTPS_PROXY;
  });
  const { argv, env, cwd, chart: archive, values } = JSON.parse(said);
  expect(archive).toBe('tgz');
  expect(values).toEqual(['a: 1', 'b: 2']);
  expect(argv.filter((each: string) => !each.startsWith('/'))).toEqual([
    'template',
    'web',
    '--namespace',
    'apps',
    '--kube-version',
    'v1.34.4',
    '--skip-schema-validation',
    '--values',
    '--values',
  ]);
  expect(Object.keys(env).filter((name) => /KUBE|PROXY|PATH|FERRYMAN/i.test(name))).toEqual([]);
  expect(
    Object.entries(env).filter(([name, value]) => name !== 'SystemRoot' && !String(value).startsWith(cwd)),
  ).toEqual([]);
});

it('says what the program said, stripped, without its advice', async () => {
  const script =
    'process.stderr.write("walk.go: found symbolic link\\nError: \\u001b[31mtemplate: web/templates/a.yaml:3:4: nil pointer\\u202e\\u001b[0m\\n\\nUse --debug flag to render out invalid YAML\\n"); process.exitCode = 1;';
  await expect(render(script)).rejects.toMatchObject({
    code: 'CHART_E0003',
    parameters: { chart: 'web 1.2.3', detail: 'template: web/templates/a.yaml:3:4: nil pointer' },
  });
});

test.each<[string, string, string, string]>([
  ['fails without a word', 'process.exitCode = 3;', 'CHART_E0003', 'exit code 3'],
  [
    'fails with too many words',
    'process.stderr.write("Error: " + "x".repeat(1e6)); process.exitCode = 1;',
    'CHART_E0003',
    'x',
  ],
  ['never ends', 'setInterval(() => undefined, 1000);', 'CHART_E0004', 'not done after 0.5 s'],
  [
    'leaves something behind that never ends',
    'require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => undefined, 5000)"], { stdio: "inherit" }); setInterval(() => undefined, 1000);',
    'CHART_E0004',
    'not done after 0.5 s',
  ],
  [
    'never stops talking',
    'const more = () => process.stdout.write("x".repeat(65536), more); more();',
    'CHART_E0004',
    'more than 100000 bytes',
  ],
])('one that %s', async (_, script, code, detail) => {
  const limits = { timeMs: code === 'CHART_E0004' && detail.startsWith('not') ? 500 : 20_000, outputBytes: 100_000 };
  await expect(render(script, limits)).rejects.toMatchObject({ code, message: expect.stringContaining(detail) });
});

it('is ended when nobody waits for it any more', async () => {
  const stop = new AbortController();
  const rendering = render('setInterval(() => undefined, 1000);', undefined, stop.signal);
  setImmediate(() => stop.abort());
  await expect(rendering).rejects.toMatchObject({ name: 'AbortError' });
});

it('that may not be started is refused', async () => {
  const path = await standIn(directory, '');
  await chmod(path, 0o644);
  const refusal = { code: 'CHART_E0002', parameters: { path, detail: expect.stringContaining('EACCES') } };
  await expect(new HelmTemplate().render({ path, sha256: sha256Of(path) }, chart)).rejects.toMatchObject(refusal);
});

test.each([
  ['linux', 'x64', 'linux/amd64'],
  ['win32', 'x64', 'windows/amd64'],
  ['darwin', 'arm64', 'darwin/arm64'],
  ['linux', 'loong64', 'linux/loong64'],
])('%s %s is %s', (system, architecture, platform) => {
  expect(machinePlatform(system, architecture)).toBe(platform);
});
