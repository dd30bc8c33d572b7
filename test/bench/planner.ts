import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Expressions } from '../../main/catalog/expression.ts';
import { readCatalog } from '../../main/catalog/read-catalog.ts';
import { readReleases } from '../../main/catalog/read-release.ts';
import { Requirements } from '../../main/model/site/requirements.ts';
import type { PlanRule } from '../../main/plan/rules/plan-rule.ts';
import { type PlanInput, planSite } from '../../main/plan/site-plan.ts';
import { alone, compared, median, type Row } from './row.ts';

const root = join(import.meta.dirname, '../..');
const rounds = 5;
const edits = 20;

/** P16: a plan of 1,000 nodes as a whole process beside ansible-inventory's; a plan after an edit; every document of a plan. */
export async function benchPlanner(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-bench-'));
  try {
    return [...(await thousandNodes(folder)), await afterAnEdit(), await everyDocument(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function thousandNodes(folder: string): Promise<Row[]> {
  const [requirements, inventory] = [join(folder, 'requirements.json'), join(folder, 'hosts.ini')];
  writeFileSync(requirements, JSON.stringify(site(1_000)));
  const hosts = Array.from({ length: 1_000 }, (_, index) => `node-${index} ansible_host=${addressOf(index)}`);
  writeFileSync(inventory, `[kube_node]\n${hosts.join('\n')}\n`);
  const [ours, peer]: Ran[][] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    ours?.push(await ran(folder, ...ferryman('--json', 'plan', requirements)));
    peer?.push(await ran(folder, 'ansible-inventory', '-i', inventory, '--list'));
  }
  const seconds = (all: readonly Ran[] = []) => median(all.map(({ seconds: one }) => one));
  return [
    compared(
      'P16 plan of 1,000 nodes, whole process, against ansible-inventory --list',
      seconds(ours),
      seconds(peer),
      '≤ 1.0',
      's',
    ),
    alone(
      'P16 memory of that process at its peak',
      Math.max(...(ours ?? []).map(({ peakMib }) => peakMib)),
      '≤ 300',
      'MiB',
    ),
  ];
}

async function afterAnEdit(): Promise<Row> {
  const input = await shipped();
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit += 1) {
    const answers = site(100);
    answers.load.concurrentUsers += edit;
    const started = performance.now();
    planSite({ ...input, requirements: Requirements.parse(answers) });
    times.push(performance.now() - started);
  }
  return alone('P16 edit → new plan, 100 nodes and 60 services, median', median(times), '≤ 100', 'ms');
}

async function everyDocument(folder: string): Promise<Row> {
  await ran(folder, ...ferryman('new', 'bench'));
  await ran(folder, ...ferryman('plan', join(root, 'bundles/examples/online-design/requirements.yaml')));
  const { seconds } = await ran(folder, ...ferryman('docs', '--out', 'documents'));
  const formats = new Set(readdirSync(join(folder, 'documents')).map((name) => name.split('.').at(-1)));
  return alone(`documents of a plan, all of them (${[...formats].sort().join(', ')})`, seconds, '≤ 10', 's');
}

/** So many nodes that stand there already, and 60 services that about fill them. */
function site(nodes: number) {
  return {
    apiVersion: 'ferryman/v1',
    kind: 'Requirements',
    site: { name: `bench ${nodes}` },
    environments: [
      {
        name: 'production',
        kind: 'production',
        availability: 'one-machine',
        layout: 'dedicated',
        workerShape: '16C64G',
      },
    ],
    load: { concurrentUsers: 48 * nodes },
    modules: Array.from({ length: 60 }, (_, index) => ({
      name: `service-${index + 1}`,
      userShare: 1,
      latencySeconds: 0.2,
      perPodConcurrency: 10,
      requests: { cpuMillicores: 1000, memoryMib: 2048 },
    })),
    network: { zones: [{ name: 'prod', title: 'prod', cidr: '10.60.0.0/16', gateway: '10.60.255.254' }] },
    machines: Array.from({ length: nodes }, (_, index) => ({
      name: `node-${index}`,
      address: addressOf(index),
      role: index < 3 ? 'control-plane' : 'worker',
      hardware: { cpuCores: 16, memoryGib: 64 },
    })),
  };
}

function addressOf(index: number): string {
  return `10.60.${Math.floor(index / 250)}.${(index % 250) + 1}`;
}

function ferryman(...args: readonly string[]): [string, ...string[]] {
  return [process.execPath, join(root, 'dist/main/cli.js'), ...args];
}

interface Ran {
  readonly seconds: number;
  readonly peakMib: number;
}

/** Runs to the end; its output is read and thrown away. Rejects when it fails. */
async function ran(cwd: string, program: string, ...args: readonly string[]): Promise<Ran> {
  const started = performance.now();
  const child = spawn(program, [...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  let peakMib = 0;
  const watch = setInterval(() => {
    peakMib = Math.max(peakMib, residentMib(child));
  }, 10);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
    return { seconds: (performance.now() - started) / 1000, peakMib };
  } finally {
    clearInterval(watch);
  }
}

/** VmHWM, the most it ever had; zero once it is gone. */
function residentMib({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** What the product gathers when it is built, read from its folders. */
async function shipped(): Promise<Omit<PlanInput, 'requirements'>> {
  const texts = (folder: string) =>
    Object.fromEntries(
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]),
    );
  const rules: PlanRule[] = [];
  for (const name of readdirSync(join(root, 'main/plan/rules'))
    .filter((one) => one.endsWith('.rule.ts'))
    .sort()) {
    rules.push(((await import(join(root, 'main/plan/rules', name))) as { default: PlanRule }).default);
  }
  return {
    catalog: readCatalog({ components: texts('bundles/catalog'), products: texts('bundles/products') }),
    expressions: new Expressions(),
    releases: readReleases(texts('bundles/kubernetes')),
    rules,
    facts: {},
    isPractice: false,
  };
}
