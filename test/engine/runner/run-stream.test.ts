import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunStream } from '../../../main/engine/runner/run-stream.ts';

const mark = '0123456789abcdef';

function split(text: string, cuts: readonly number[]) {
  let log = '';
  const stream = new RunStream(mark, (bytes) => {
    log += bytes.toString('latin1');
  });
  const bytes = Buffer.from(text, 'latin1');
  const bounds = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (const [index, bound] of bounds.entries()) stream.push(bytes.subarray(bound, bounds[index + 1] ?? bound));
  return { log, records: stream.records(), logBytes: stream.logBytes };
}

test('log and record are told apart however the bytes come', () => {
  const log = `line\n:0123 :${mark} a process list\n:`;
  const text = `${log}:${mark}: op.step.1 ended 7 5 0\nabc\n\n`;
  fc.assert(
    fc.property(fc.array(fc.nat()), (cuts) => {
      expect(split(text, cuts)).toEqual({
        log,
        logBytes: log.length,
        records: [{ name: 'op.step.1', status: 'ended', value: 7, changes: 'abc\n\n', log: '' }],
      });
    }),
  );
});

test('several records, each with its changes and its log', () => {
  const text = `:${mark}: a ended 0 2 3\n{}log:${mark}: a.part lost 0 0 0\n`;
  expect(split(text, []).records).toEqual([
    { name: 'a', status: 'ended', value: 0, changes: '{}', log: 'log' },
    { name: 'a.part', status: 'lost', value: 0, changes: '', log: '' },
  ]);
});

test('after a cut the bytes held back come again', () => {
  let log = '';
  const stream = new RunStream(mark, (bytes) => {
    log += String(bytes);
  });
  stream.push(Buffer.from(`abc:${mark.slice(0, 5)}`));
  expect(stream.logBytes).toBe(3);
  stream.restart();
  stream.push(Buffer.from(`:${mark.slice(0, 5)} was log\n:${mark}: k ended 0 0 0\n`));
  expect([log, stream.records().length]).toEqual([`abc:${mark.slice(0, 5)} was log\n`, 1]);
});
