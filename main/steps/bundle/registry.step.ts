import { z } from 'zod';
import { isFerrymanError } from '../../model/errors/ferryman-error.ts';
import { type ProbeResult, stepId } from '../../model/operation/step-kind.ts';
import { ResolvedArtifact } from '../../model/plan/artifact-ref.ts';
import { PlannedRegistry } from '../../model/plan/planned-registry.ts';
import { text } from '../../model/text.ts';
import { defineStep, type NodeScript, type StepContext, scratchPathOf } from '../../ports/step-context.ts';
import { nodeScript } from '../node-script.ts';
import { expectSuccess, probeResult } from '../script-step.ts';
import source from './registry.sh?raw';

const script: NodeScript = nodeScript('bundle/registry', source);
const Input = z.object({ registry: PlannedRegistry, binary: ResolvedArtifact });
type Input = z.infer<typeof Input>;

/** The site registry: it is there when it lets us in, over the certificate of its own authority, with its own password. */
export default defineStep<Input>({
  kind: 'bundle/registry',
  phase: 'bundle',
  class: 'compensable',
  input: Input,
  weightMs: () => 4_000,
  expand: ({ siteRegistry, release, changes }, need) =>
    (siteRegistry === undefined ? [] : [siteRegistry]).map((registry) => ({
      title: text(`${registry.machine}：安装镜像仓库`, `${registry.machine}: install the site registry`),
      target: registry.machine,
      input: {
        registry,
        binary: need({
          type: 'file',
          id: 'registry',
          version: release.companions.registry ?? '',
          platform: registry.platform,
        }),
      },
      needs: [
        stepId('bundle/registry-certificate', registry.machine),
        stepId('bundle/registry-password', registry.machine),
        ...(changes.firewall === 'open-ports' ? [stepId('host/firewall', registry.machine)] : []),
      ],
      groups: ['uplink'],
    })),
  async probe(context, input) {
    const found = await look(context, input, 'probe');
    if (found.state !== 'satisfied') return found;
    try {
      return await answer(context, input, found);
    } catch (error) {
      if (!isFerrymanError(error) || !error.code.startsWith('PUSH_')) throw error;
      return { state: 'needed', evidence: `${found.evidence}\n${error.code} ${error.message}` };
    }
  },
  async apply({ node }, { registry, binary }) {
    await node.upload(binary.blobs);
    expectSuccess(node, script, await node.mutate(script, ['apply', ...argsOf({ registry, binary })]));
  },
  async verify(context, input) {
    const found = await look(context, input, 'verify');
    return found.state === 'satisfied' ? await patientAnswer(context, input, found) : found;
  },
});

async function look({ node }: StepContext, input: Input, verb: string): Promise<ProbeResult> {
  return probeResult(node, script, await node.observe(script, [verb, ...argsOf(input)]));
}

/** On a slow disk it takes its time to start; a question nobody answers takes some seconds by itself. */
async function patientAnswer(context: StepContext, input: Input, found: ProbeResult): Promise<ProbeResult> {
  for (let left = 5; ; left -= 1) {
    try {
      return await answer(context, input, found);
    } catch (error) {
      if (left === 0 || !isFerrymanError(error, 'PUSH_E0003')) throw error;
    }
  }
}

/** PUSH_E0001, E0003, E0005 where it does not let us in. */
async function answer(context: StepContext, { registry }: Input, found: ProbeResult): Promise<ProbeResult> {
  const opened = await context.openSiteRegistry(registry);
  try {
    await opened.ping();
    return { ...found, evidence: `${found.evidence}\nanswers at ${registry.address}:${registry.port}` };
  } finally {
    await opened.close();
  }
}

function argsOf({ registry, binary }: Input): string[] {
  return [scratchPathOf(binary.digest), registry.address, String(registry.port)];
}
