import { expect, test } from 'vitest';
import { HostLink } from '../../../main/engine/runner/host-link.ts';
import { FerrymanError } from '../../../main/model/errors/ferryman-error.ts';
import type { RemoteCommand, RemoteHost, RemoteResult } from '../../../main/ports/remote-host.ts';
import { TestClock } from '../../adapters/ssh/support.ts';

const lost = () => new FerrymanError('SSH_E0005', { machine: 'n1' });
const unreachable = () => new FerrymanError('SSH_E0001', { machine: 'n1', address: '', detail: '' });
const done: RemoteResult = { exitCode: 0, stdout: 'done', stderr: '' };

function hostThat(exec: (command: RemoteCommand) => Promise<RemoteResult>): RemoteHost {
  return {
    name: 'n1',
    address: '127.0.0.1',
    hostKeyFingerprint: '',
    exec,
    forward: () => Promise.reject(lost()),
    closed: new Promise(() => {}),
    close: () => Promise.resolve(),
  };
}
const broken = () => hostThat(() => Promise.reject(lost()));
const working = () => hostThat(() => Promise.resolve(done));

test('an observe command is sent again over a new link, opened once for all who wait', async () => {
  const answers = [() => Promise.reject(unreachable()), () => Promise.resolve(working())];
  let asked = 0;
  const reconnect = () => (answers[asked++] ?? (() => Promise.resolve(working())))();
  const link = new HostLink({ host: broken(), reconnect, clock: new TestClock() });
  const observe: RemoteCommand = { class: 'observe', argv: ['true'] };
  expect(await Promise.all([link.exec(observe), link.exec(observe), link.exec(observe)])).toEqual([done, done, done]);
  expect(asked).toBe(2);
});

test('a mutate command cut off is never sent again by itself', async () => {
  let asked = 0;
  const reconnect = () => {
    asked += 1;
    return Promise.resolve(working());
  };
  const link = new HostLink({ host: broken(), reconnect, clock: new TestClock() });
  await expect(link.exec({ class: 'mutate', argv: ['rm'] })).rejects.toMatchObject({ code: 'SSH_E0005' });
  expect(asked).toBe(0);
});

test('a changed host key ends the search at once, a long absence after its time, a stop with its reason', async () => {
  const clock = new TestClock();
  const changed = new FerrymanError('SSH_E0003', { machine: 'n1', expected: '', actual: '' });
  const first = broken();
  const key = new HostLink({ host: first, reconnect: () => Promise.reject(changed), clock });
  await expect(key.renew(first)).rejects.toBe(changed);
  const gone = new HostLink({ host: first, reconnect: () => Promise.reject(unreachable()), clock, giveUpAfterMs: 300 });
  await expect(gone.renew(first)).rejects.toMatchObject({ code: 'SSH_E0001' });
  const reason = new Error('stopped');
  const waiting = new HostLink({ host: first, reconnect: () => new Promise(() => {}), clock });
  const stop = new AbortController();
  const renewal = waiting.renew(first, stop.signal);
  stop.abort(reason);
  await expect(renewal).rejects.toBe(reason);
});
