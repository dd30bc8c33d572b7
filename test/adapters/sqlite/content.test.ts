import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { siteFiles } from '../../../main/adapters/sqlite/site-file.ts';
import { hashOf } from '../../../main/model/canonical-json.ts';
import type { CheckResult } from '../../../main/model/checks/check-kind.ts';
import { operationPlanHash } from '../../../main/model/operation/operation-plan.ts';
import { planOf } from '../../engine/random-plan.ts';
import { temporaryFolder } from './support.ts';

function newPath(): string {
  return join(temporaryFolder(), 'site.ferry');
}

test('documents are revisions named by hash; the same content is the same revision', () => {
  const store = siteFiles.create(newPath(), { isPractice: false });
  const contents = [{ a: 1 }, { a: 1 }, { a: 2 }, { a: 1 }];
  const revisions = contents.map((content) => store.saveDocument('facts', content).revision);
  expect([revisions, store.latestDocument('facts')?.content, store.latestDocument('report')]).toEqual([
    [1, 1, 2, 3],
    { a: 1 },
    undefined,
  ]);
  expect(store.documentByHash('facts', hashOf({ a: 2 }))?.revision).toBe(2);
  store.close();
});

test('what is saved is there after closing', () => {
  const path = newPath();
  const store = siteFiles.create(path, { isPractice: true });
  const plan = planOf([{ id: '/host/effect/a' }]);
  const result: CheckResult = {
    id: 'swap',
    stage: 'preflight',
    title: { zh: '交换', en: 'Swap' },
    target: 'node-1',
    outcome: 'warn',
    severity: 'normal',
    summary: { zh: '开', en: 'on' },
    evidence: '2 MiB',
    observedAt: '2026-11-21T00:00:00Z',
  };
  store.createOperation('first', plan);
  store.createOperation('second', plan);
  store.saveChecks('preflight', [result, { ...result, target: 'node-2' }]);
  store.saveChecks('preflight', [result]);
  store.hostKeys.trust('node-1', 'key', 'SHA256:x', 'li.wei');
  store.hostKeys.trust('node-2', 'key', 'SHA256:y', 'li.wei');
  store.hostKeys.forget('node-2');
  const signer = { keyId: 'k', publicKey: 'p', name: '发布', trustedBy: 'li.wei' };
  store.trustSigningKey(signer);
  store.saveSealedSecrets(new Uint8Array([1, 2, 255]));
  const { siteId } = store;
  store.close();
  const again = siteFiles.open(path);
  expect({
    siteId: again.siteId,
    isPractice: again.isPractice,
    operations: again.operations().map(({ id, planHash }) => [id, planHash]),
    checks: [again.checks('preflight'), again.checks('verification')],
    keys: ['node-1', 'node-2'].map((machine) => again.hostKeys.trusted(machine)),
    signers: again.signingKeys(),
    sealed: [...(again.sealedSecrets() ?? [])],
  }).toEqual({
    siteId,
    isPractice: true,
    operations: ['second', 'first'].map((id) => [id, operationPlanHash(plan)]),
    checks: [[result], []],
    keys: [{ key: 'key', fingerprint: 'SHA256:x' }, undefined],
    signers: [signer],
    sealed: [1, 2, 255],
  });
  again.close();
});

test('a fencing number is above every one before it, here and on the site', () => {
  const path = newPath();
  const store = siteFiles.create(path, { isPractice: false });
  const fences = [0, 0, 17, 3].map((seen) => store.nextFence(seen));
  store.close();
  const again = siteFiles.open(path);
  expect([...fences, again.nextFence(0)]).toEqual([1, 2, 18, 19, 20]);
  again.close();
});

test('a log is read by offset: however it was written and read, nothing is lost and nothing comes twice', () => {
  const store = siteFiles.create(newPath(), { isPractice: false });
  const anyChunks = fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '中', '😀', '\u{20000}') }), {
    maxLength: 8,
  });
  let number = 0;
  fc.assert(
    fc.property(anyChunks, fc.array(fc.boolean()), (chunks, looks) => {
      const step = `step-${number++}`;
      let [read, offset] = ['', 0];
      const look = () => {
        const { text, nextOffset } = store.readLog('op', step, offset);
        [read, offset] = [read + text, nextOffset];
      };
      chunks.forEach((chunk, index) => {
        store.appendLog('op', step, chunk);
        if (looks[index]) look();
      });
      look();
      return read === chunks.join('') && store.readLog('op', step, 0).text === read;
    }),
    { numRuns: 60 },
  );
  store.close();
});

test('logs of two steps do not mix, and are there after closing', () => {
  const path = newPath();
  const store = siteFiles.create(path, { isPractice: false });
  store.appendLog('op', 'a', 'one');
  store.appendLog('op', 'b', 'two');
  store.close();
  const again = siteFiles.open(path, { readOnly: true });
  expect(['a', 'b', 'c'].map((step) => again.readLog('op', step, 1))).toEqual([
    { text: 'ne', nextOffset: 3 },
    { text: 'wo', nextOffset: 3 },
    { text: '', nextOffset: 1 },
  ]);
  again.close();
});
