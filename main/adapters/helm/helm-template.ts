import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { stripRemoteText } from '../../model/strip-remote-text.ts';
import type { ChartRenderer, ChartToRender, DeclaredTool } from '../../ports/chart-renderer.ts';
import { machinePlatform } from './machine-platform.ts';

export interface RenderLimits {
  readonly timeMs: number;
  readonly outputBytes: number;
}

const complaintBytes = 64 * 1024;

/** Helm's `template`, in a folder and an environment of its own: it sees no settings, no plugins and no cluster. */
export class HelmTemplate implements ChartRenderer {
  readonly platform = machinePlatform(process.platform, process.arch);
  readonly #limits: RenderLimits;

  constructor(limits: RenderLimits = { timeMs: 60_000, outputBytes: 16 * 1024 * 1024 }) {
    this.#limits = limits;
  }

  async render(tool: DeclaredTool, chart: ChartToRender, signal?: AbortSignal): Promise<string> {
    await checkTool(tool);
    const folder = await mkdtemp(join(tmpdir(), 'ferryman-helm-'));
    try {
      return await this.#run(tool.path, await argumentsFor(chart, folder), folder, chart.label, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #run(
    path: string,
    argv: readonly string[],
    folder: string,
    chart: string,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    signal?.throwIfAborted();
    const { timeMs, outputBytes } = this.#limits;
    const child = spawn(path, argv, { cwd: folder, env: environmentIn(folder), stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    let ended: string | undefined;
    const end = (why: string) => {
      ended ??= why;
      child.kill('SIGKILL');
      // whatever it started may hold them open
      child.stdout.destroy();
      child.stderr.destroy();
    };
    collect(child.stdout, output, outputBytes, () => end(`more than ${outputBytes} bytes of output`));
    collect(child.stderr, complaint, complaintBytes, () => undefined);
    const timer = setTimeout(() => end(`not done after ${timeMs / 1000} s`), timeMs);
    const stop = () => end('stopped');
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        child.on('error', reject);
        child.on('close', resolve);
      });
      signal?.throwIfAborted();
      if (ended !== undefined) throw new FerrymanError('CHART_E0004', { chart, detail: ended });
      const said = Buffer.concat(complaint).toString('utf8');
      if (code !== 0) throw new FerrymanError('CHART_E0003', { chart, detail: reasonOf(said, code) });
      return Buffer.concat(output).toString('utf8');
    } catch (error) {
      if (error instanceof FerrymanError || signal?.aborted) throw error;
      const detail = stripRemoteText(error instanceof Error ? error.message : String(error)).slice(0, 300);
      throw new FerrymanError('CHART_E0002', { path, detail }, { cause: error });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }
}

async function checkTool({ path, sha256 }: DeclaredTool): Promise<void> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const detail = isMissing ? 'no such file' : error instanceof Error ? error.message : String(error);
    throw new FerrymanError('CHART_E0002', { path, detail: stripRemoteText(detail).slice(0, 300) }, { cause: error });
  }
  const actual = hash.digest('hex');
  if (actual === sha256) return;
  throw new FerrymanError('CHART_E0002', { path, detail: `its SHA-256 is ${actual} instead of ${sha256}` });
}

async function argumentsFor(chart: ChartToRender, folder: string): Promise<string[]> {
  const archive = join(folder, 'chart.tgz');
  await writeFile(archive, chart.archive);
  const values: string[] = [];
  for (const [index, content] of chart.values.entries()) {
    const path = join(folder, `values-${index}.yaml`);
    await writeFile(path, content);
    values.push('--values', path);
  }
  return [
    'template',
    chart.release,
    archive,
    '--namespace',
    chart.namespace,
    '--kube-version',
    chart.kubernetesVersion,
    ...(chart.skipsSchema ? ['--skip-schema-validation'] : []),
    ...values,
  ];
}

/** Nothing of the person's own environment: no proxy, no kubeconfig, no Helm settings. */
function environmentIn(folder: string): Record<string, string> {
  const { SystemRoot } = process.env;
  return {
    HOME: folder,
    USERPROFILE: folder,
    TMPDIR: folder,
    TEMP: folder,
    XDG_CACHE_HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_DATA_HOME: folder,
    HELM_CACHE_HOME: join(folder, 'cache'),
    HELM_CONFIG_HOME: join(folder, 'config'),
    HELM_DATA_HOME: join(folder, 'data'),
    HELM_PLUGINS: join(folder, 'plugins'),
    // programs of Windows find the system's own libraries by it
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  };
}

function collect(stream: NodeJS.ReadableStream, chunks: Buffer[], capBytes: number, onOverflow: () => void): void {
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > capBytes) onOverflow();
    else chunks.push(chunk);
  });
}

/** Helm repeats itself and advises `--debug`; the first line that says Error says it all. */
function reasonOf(said: string, code: number | null): string {
  const lines = stripRemoteText(said)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Use --debug'));
  const from = lines.findIndex((line) => line.startsWith('Error:'));
  const reason = lines
    .slice(Math.max(from, 0))
    .join(' ')
    .replace(/^Error:\s*/, '')
    .slice(0, 600);
  return reason === '' ? `exit code ${code}` : reason;
}
