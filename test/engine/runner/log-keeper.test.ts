import { expect, test } from 'vitest';
import { LogKeeper } from '../../../main/engine/runner/log-keeper.ts';
import { readChanges } from '../../../main/engine/runner/remote-text.ts';
import { MemorySecrets } from '../../adapters/ssh/support.ts';

test('a secret cut in two by the network is still found, escapes are gone, characters stay whole', () => {
  const told: string[] = [];
  const keeper = new LogKeeper(new MemorySecrets({ token: 'abc.def' }), (text) => told.push(text));
  const bytes = Buffer.from('join \x1b[1mabc.def\x1b[0m 中文\nnext');
  for (let at = 0; at < bytes.length; at += 5) keeper.push(bytes.subarray(at, at + 5));
  expect(told).toEqual(['join ••• 中文\n']);
  expect(keeper.end()).toBe('join ••• 中文\nnext');
});

test('only the end of a long log is kept', () => {
  const keeper = new LogKeeper(new MemorySecrets(), () => {});
  for (let line = 0; line < 20_000; line += 1) keeper.push(Buffer.from(`line ${line}\n`));
  const kept = keeper.end();
  expect([kept.length, kept.endsWith('line 19999\n')]).toEqual([65_536, true]);
});

test('changes are read line by line, half a line is left out, secrets do not get through', () => {
  const lines = '{"target":"/etc/x","before":"absent","after":"pw=geheim"}\n{"target":"cut';
  expect(readChanges(lines, new MemorySecrets({ pw: 'geheim' }))).toEqual([
    { target: '/etc/x', before: 'absent', after: 'pw=•••' },
  ]);
});
