import type { Finding } from '../model/checks/check-kind.ts';
import { toErrorRecord } from '../model/errors/ferryman-error.ts';
import { text } from '../model/text.ts';

/** What could not be looked at is not proven, so it fails, with the reason. */
export function brokenFinding(target: string, error: unknown): Finding {
  const { code, message, remedy } = toErrorRecord(error);
  return {
    target,
    outcome: 'fail',
    summary: text(`检查没有完成：${message.zh}`, `The check could not be made: ${message.en}`),
    evidence: `${code} ${message.en}`,
    remedy,
  };
}

/** One finding a target, side by side; a target that cannot be looked at fails alone. */
export async function eachTarget(
  targets: readonly string[],
  look: (target: string) => Promise<Finding>,
): Promise<Finding[]> {
  return await Promise.all(
    targets.map((target) => look(target).catch((error: unknown) => brokenFinding(target, error))),
  );
}
