import { expect, test } from 'vitest';
import { Terminals } from '../../main/app/terminals.ts';
import type { TerminalEvent } from '../../main/contract/terminal.contract.ts';
import { fakeTerminals } from './fake-terminals.ts';

const size = { columns: 80, rows: 24 };

async function opened(stream: AsyncGenerator<TerminalEvent>): Promise<string> {
  const { value } = await stream.next();
  return value?.type === 'opened' ? value.id : '';
}

test('what the shell says arrives in order and at last how it ended; afterwards nothing can be typed', async () => {
  const { opener, shells } = fakeTerminals();
  const terminals = new Terminals(opener, new AbortController().signal);
  const stream = await terminals.open(size, undefined);
  const id = await opened(stream);
  shells[0]?.events.onOutput('a');
  shells[0]?.events.onOutput('b');
  expect((await stream.next()).value).toEqual({ type: 'output', text: 'ab' });
  const waiting = stream.next();
  shells[0]?.events.onOutput('c');
  expect((await waiting).value).toEqual({ type: 'output', text: 'c' });
  terminals.write(id, 'ls');
  terminals.resize(id, { columns: 100, rows: 30 });
  expect(shells[0]?.calls.filter((call) => call !== 'resume')).toEqual(['write ls', 'resize 100x30']);
  shells[0]?.events.onOutput('last words');
  shells[0]?.events.onExit(3);
  expect((await stream.next()).value).toEqual({ type: 'output', text: 'last words' });
  expect((await stream.next()).value).toEqual({ type: 'exited', exitCode: 3 });
  expect(() => terminals.write(id, 'x')).toThrow(expect.objectContaining({ code: 'TERMINAL_E0003' }));
});

test('a shell that says too much waits for its reader', async () => {
  const { opener, shells } = fakeTerminals();
  const stream = await new Terminals(opener, new AbortController().signal).open(size, undefined);
  await opened(stream);
  shells[0]?.events.onOutput('x'.repeat(300_000));
  expect(shells[0]?.calls).toEqual(['pause']);
  await stream.next();
  expect(shells[0]?.calls).toEqual(['pause', 'resume']);
});

test('a few at most; whoever leaves makes room, and the end of the session ends them all', async () => {
  const { opener, shells } = fakeTerminals();
  const session = new AbortController();
  const terminals = new Terminals(opener, session.signal);
  const leaving = new AbortController();
  await terminals.open(size, leaving.signal);
  await Promise.all([1, 2, 3].map(() => terminals.open(size, undefined)));
  await expect(terminals.open(size, undefined)).rejects.toMatchObject({ code: 'TERMINAL_E0002' });
  leaving.abort();
  expect(shells[0]?.calls).toEqual(['end']);
  const last = await terminals.open(size, undefined);
  await opened(last);
  session.abort();
  expect(shells.map(({ calls }) => calls)).toEqual(shells.map(() => ['end']));
  expect((await last.next()).done).toBe(true);
});
