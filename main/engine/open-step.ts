import type { Step } from '../model/operation/operation-plan.ts';
import type { RunnerOptions } from '../ports/host-pool.ts';
import type { NodeChange, NodeRunner, StepContext } from '../ports/step-context.ts';
import type { EngineParts } from './engine-parts.ts';
import type { AttemptInput } from './step-attempt.ts';

type Report = (share: number, what?: string) => void;

/** Gives a step its machine, the others, the bundle and the secrets, and gathers what its runs changed. */
export function openStep(
  parts: EngineParts,
  step: Step,
  signal: AbortSignal,
  report: Report,
): Pick<AttemptInput, 'open' | 'settle'> {
  const machine = step.target === 'site' ? parts.siteMachine : step.target;
  const options = (runKey: string): RunnerOptions => ({
    runKey,
    fence: parts.fence,
    signal,
    onLog: (text) => parts.store.appendLog(parts.operation.id, step.id, parts.secrets.redact(text)),
  });
  return {
    async open(runKey) {
      const changes: NodeChange[] = [];
      const runner = async (name: string) => gathering(await parts.hosts.runner(name, options(runKey)), changes);
      const context: StepContext = {
        node: await runner(machine),
        nodeNamed: runner,
        spread: (asked) => parts.hosts.spread({ ...asked, signal, onProgress: report }),
        openSiteRegistry: async (registry) => parts.openSiteRegistry(registry, await runner(registry.machine), signal),
        artifacts: parts.artifacts,
        secrets: parts.secrets,
        facts: parts.facts,
        signal,
        report,
      };
      return { context, changes: () => changes };
    },
    async settle(runKey) {
      await parts.hosts.settle(machine, options(runKey));
    },
  };
}

function gathering(runner: NodeRunner, changes: NodeChange[]): NodeRunner {
  return {
    host: runner.host,
    observe: (script, args) => runner.observe(script, args),
    scratch: (script, args) => runner.scratch(script, args),
    exec: (command) => runner.exec(command),
    upload: (blobs) => runner.upload(blobs),
    writeScratch: (content) => runner.writeScratch(content),
    async mutate(script, args, options) {
      const result = await runner.mutate(script, args, options);
      changes.push(...result.changes);
      return result;
    },
  };
}
