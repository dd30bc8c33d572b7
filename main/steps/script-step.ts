import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { ProbeResult } from '../model/operation/step-kind.ts';
import { text } from '../model/text.ts';
import type {
  EngineStepKind,
  NodeRunner,
  NodeScript,
  RunResult,
  ScriptResult,
  StepContext,
} from '../ports/step-context.ts';

/** Exit codes of a step script's `probe` and `verify` verbs; anything else is an error of the script. */
const satisfied = 0;
const needed = 10;
const blocked = 20;

interface ScriptStep<Input> extends Omit<EngineStepKind<Input>, 'probe' | 'apply' | 'verify'> {
  readonly script: NodeScript;
  /** Positional arguments after the verb, the same for all three verbs. May bring files into scratch first. */
  readonly args: (input: Input, context: StepContext) => readonly string[] | Promise<readonly string[]>;
  /** Blobs that must lie in the node's scratch before `apply`. */
  readonly blobs?: (input: Input) => readonly { readonly digest: string; readonly sizeBytes: number }[];
}

/** A step that is one script with the verbs probe, apply and verify on one machine. */
export function scriptStep<Input>(step: ScriptStep<Input>): EngineStepKind<Input> {
  const { script, args, blobs, ...declared } = step;
  return {
    ...declared,
    async probe(context, input) {
      return probeResult(
        context.node,
        script,
        await context.node.observe(script, ['probe', ...(await args(input, context))]),
      );
    },
    async apply(context, input) {
      await context.node.upload(blobs?.(input) ?? []);
      expectSuccess(
        context.node,
        script,
        await context.node.mutate(script, ['apply', ...(await args(input, context))]),
      );
    },
    async verify(context, input) {
      return probeResult(
        context.node,
        script,
        await context.node.observe(script, ['verify', ...(await args(input, context))]),
      );
    },
  };
}

/** Reads the exit code, never the text: the text is the evidence. */
export function probeResult(node: NodeRunner, script: NodeScript, result: ScriptResult): ProbeResult {
  const evidence = result.stdout.trim();
  switch (result.exitCode) {
    case satisfied:
      return { state: 'satisfied', evidence };
    case needed:
      return { state: 'needed', evidence };
    case blocked:
      return { state: 'blocked', evidence, reason: text(evidence, evidence) };
    default:
      throw failure(node, script, result.exitCode, `${result.stdout}\n${result.stderr}`);
  }
}

/** Throws HOST_E0003 with the last lines of the log. */
export function expectSuccess(node: NodeRunner, script: NodeScript, result: RunResult): void {
  if (result.exitCode !== 0) throw failure(node, script, result.exitCode, result.log);
}

function failure(node: NodeRunner, script: NodeScript, exitCode: number, output: string): FerrymanError {
  const lines = output.trim().split('\n');
  return new FerrymanError(
    'HOST_E0003',
    { machine: node.host.name, script: script.name, exitCode, detail: lines.slice(-3).join(' | ').slice(0, 300) },
    { target: node.host.name, evidence: lines.slice(-40).join('\n') },
  );
}
