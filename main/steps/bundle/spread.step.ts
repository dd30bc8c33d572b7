import { z } from 'zod';
import { hashOf } from '../../model/canonical-json.ts';
import { stepId } from '../../model/operation/step-kind.ts';
import { text } from '../../model/text.ts';
import { defineStep, type StepContext } from '../../ports/step-context.ts';
import { headOf, spreadGroups } from './spread-groups.ts';

/** The kubelet's own port: between the nodes it is open anyway, and free until the kubelet starts. */
const port = 10250;
/** With fewer machines that lack something there is no chain: they are given it directly. */
const fewest = 3;

const Input = z.object({
  machines: z.array(z.object({ name: z.string(), address: z.string() })),
  blobs: z.array(z.object({ digest: z.string(), sizeBytes: z.number() })),
});
type Input = z.infer<typeof Input>;

/**
 * What all nodes need, once over the uplink: the first node passes on what it receives, and so does each after it. Whoever
 * falls out of the chain is given the rest by the steps that need it.
 */
export default defineStep<Input>({
  kind: 'bundle/spread',
  phase: 'bundle',
  class: 'reversible',
  input: Input,
  weightMs: ({ blobs }) => 3_000 + blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / 50_000,
  expand: (plan, need, carried) =>
    spreadGroups(plan, carried).map((group) => {
      const { machines, artifacts, sizeBytes, prediction } = group;
      const blobs = new Map(artifacts.flatMap((ref) => need(ref).blobs).map((blob) => [blob.digest, blob]));
      const megabytes = Math.round(sizeBytes / 1_000_000);
      const chain = Math.ceil(prediction.chainSeconds);
      const star = Math.ceil(prediction.starSeconds);
      return {
        title: text(
          `沿链把 ${megabytes} MB 送到 ${machines.length} 台机器（预计 ${chain} 秒；逐台发送约 ${star} 秒）`,
          `Send ${megabytes} MB to ${machines.length} machines along a chain (${chain} s predicted; ${star} s to each from here)`,
        ),
        target: headOf(group),
        input: { machines: machines.map(({ name, address }) => ({ name, address })), blobs: [...blobs.values()] },
        needs: machines.flatMap(({ name }) => [
          stepId('host/packages', name),
          ...(plan.changes.firewall === 'open-ports' ? [stepId('host/firewall', name)] : []),
        ]),
        groups: ['uplink'],
      };
    }),
  async probe(context, input) {
    const said = await askAll(context, input);
    const lacking = said.filter(({ outcome }) => outcome === '').length;
    return { state: lacking < fewest ? 'satisfied' : 'needed', evidence: evidenceOf(said) };
  },
  async apply(context, input) {
    const { reached, left } = await context.spread({ ...input, port });
    const outcomes = [
      ...reached.map((machine) => ({ machine, outcome: 'has all of it' })),
      ...left.map(({ machine, why }) => ({ machine, outcome: `left out, ${why}: given the rest directly` })),
    ];
    await Promise.all(outcomes.map(({ machine, outcome }) => keep(context, input, machine, outcome)));
  },
  // who was left out is no failure: the steps that need the blobs bring them
  verify: async (context, input) => ({ state: 'satisfied', evidence: evidenceOf(await askAll(context, input)) }),
});

function markOf(input: Input): string {
  return `/var/lib/ferryman/spread/${hashOf(input)}`;
}

/** What became of each machine; empty where nothing was tried yet or nobody answers. */
async function askAll(context: StepContext, input: Input): Promise<{ machine: string; outcome: string }[]> {
  return await Promise.all(
    input.machines.map(async ({ name }) => {
      try {
        const node = await context.nodeNamed(name);
        const { stdout, exitCode } = await node.exec({ class: 'observe', argv: ['cat', markOf(input)] });
        return { machine: name, outcome: exitCode === 0 ? stdout.trim().slice(0, 300) : '' };
      } catch {
        return { machine: name, outcome: '' };
      }
    }),
  );
}

async function keep(context: StepContext, input: Input, machine: string, outcome: string): Promise<void> {
  const script = 'mkdir -p "$(dirname "$1")" && cat >"$1"';
  try {
    const node = await context.nodeNamed(machine);
    await node.exec({ class: 'scratch', argv: ['/bin/sh', '-c', script, '-', markOf(input)], stdin: outcome });
  } catch {
    // it has no mark and is asked again the next time
  }
}

function evidenceOf(said: readonly { readonly machine: string; readonly outcome: string }[]): string {
  return said.map(({ machine, outcome }) => `${machine}: ${outcome === '' ? 'nothing yet' : outcome}`).join('\n');
}
