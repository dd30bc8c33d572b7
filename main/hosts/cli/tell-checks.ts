import type { CheckResult } from '../../model/checks/check-kind.ts';
import { type ExitCode, type Output, table } from './output.ts';

const marks = { pass: '✓', warn: '!', fail: '✗', 'not-applicable': '–' };

/** All that did not pass, with what to do; 4 when a critical check failed. */
export function tellChecks(results: readonly CheckResult[], output: Output): ExitCode {
  const count = (outcome: CheckResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const shown = results.filter(({ outcome }) => outcome !== 'pass');
  output.result(results, [
    ...table(shown.map(({ outcome, id, target, summary }) => [marks[outcome], id, target, output.say(summary)])),
    ...shown.flatMap(({ remedy, id, target, outcome }) =>
      remedy === undefined || outcome !== 'fail' ? [] : [`  → ${id} ${target}: ${output.say(remedy)}`],
    ),
    `✓ ${count('pass')}  ! ${count('warn')}  ✗ ${count('fail')}  – ${count('not-applicable')}`,
  ]);
  return results.some(({ outcome, severity }) => outcome === 'fail' && severity === 'critical') ? 4 : 0;
}
