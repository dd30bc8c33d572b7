import type { CheckKind, CheckResult, Finding } from '../model/checks/check-kind.ts';
import { brokenFinding } from './broken-finding.ts';

/** Runs checks side by side. A check that breaks is a result too: its targets were not proven, so they fail. */
export async function runChecks<Context>(
  kinds: readonly CheckKind<Context>[],
  context: Context,
  now: () => string,
): Promise<CheckResult[]> {
  const results = await Promise.all(
    kinds.map(async (kind) => {
      const findings = await look(kind, context);
      return findings.map(
        (finding): CheckResult => ({
          id: kind.id,
          stage: kind.stage,
          title: kind.title,
          severity: kind.severity,
          observedAt: now(),
          target: finding.target,
          outcome: finding.outcome,
          summary: finding.summary,
          evidence: finding.evidence,
          ...(finding.remedy === undefined ? {} : { remedy: finding.remedy }),
        }),
      );
    }),
  );
  return results.flat();
}

async function look<Context>(kind: CheckKind<Context>, context: Context): Promise<readonly Finding[]> {
  try {
    return await kind.look(context);
  } catch (error) {
    return kind.targets(context).map((target) => brokenFinding(target, error));
  }
}
