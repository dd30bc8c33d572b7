import { expect, test } from 'vitest';
import { runChecks } from '../../main/checks/run-checks.ts';
import type { CheckKind } from '../../main/model/checks/check-kind.ts';
import { FerrymanError } from '../../main/model/errors/ferryman-error.ts';

const kind = (id: string, look: CheckKind<null>['look']): CheckKind<null> => ({
  id,
  stage: 'verification',
  severity: 'critical',
  title: { zh: '标题', en: 'Title' },
  why: { zh: '原因', en: 'Why' },
  targets: () => ['a', 'b'],
  look,
});

test('a check that breaks fails for each of its targets; the others are made all the same', async () => {
  const down = new FerrymanError('OP_E0007', { detail: 'refused' });
  const results = await runChecks(
    [
      kind('sound', () => [{ target: 'a', outcome: 'pass', summary: { zh: '好', en: 'fine' }, evidence: 'seen' }]),
      kind('rejects', () => Promise.reject(down)),
      kind('throws', () => {
        throw new TypeError('bug');
      }),
    ],
    null,
    () => 'now',
  );
  expect(results.map(({ id, target, outcome, evidence }) => `${id} ${target} ${outcome} ${evidence}`)).toEqual([
    'sound a pass seen',
    'rejects a fail OP_E0007 The cluster API does not answer: refused',
    'rejects b fail OP_E0007 The cluster API does not answer: refused',
    'throws a fail INTERNAL_E0001 Ferryman itself failed: bug',
    'throws b fail INTERNAL_E0001 Ferryman itself failed: bug',
  ]);
});
