import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskLatencyScript, readDiskLatency } from '../../main/steps/trust/disk-latency.ts';
import { practiceIsMissing, startPractice } from './practice.ts';

const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`practice tests are skipped: ${missing}`);

describe.skipIf(missing !== undefined)('a practice host', () => {
  let practice: Awaited<ReturnType<typeof startPractice>>;
  beforeAll(async () => {
    practice = await startPractice({ hosts: ['node-1', 'node-2'] });
  });
  afterAll(() => practice?.close());

  const sh = async (host: string, script: string) => {
    const runner = await practice.runner(host);
    const { stdout, stderr, exitCode } = await runner.exec({ class: 'scratch', argv: ['bash', '-c', script] });
    return { out: stdout.trim(), stderr, exitCode };
  };

  test('is root on files of its own, and cannot touch those of this machine', async () => {
    expect((await sh('node-1', 'id -u; hostname; cat /etc/hostname')).out).toBe('0\nnode-1\nnode-1');
    await sh('node-1', 'echo mine >/etc/mine; echo mine >/usr/local/bin/mine');
    expect((await sh('node-1', 'cat /etc/mine /usr/local/bin/mine')).out).toBe('mine\nmine');
    expect((await sh('node-2', 'cat /etc/mine')).exitCode).not.toBe(0);
    expect((await sh('node-1', 'touch /usr/bin/mine')).exitCode).not.toBe(0);
    expect((await sh('node-1', 'ls /proc | grep -c "^[0-9]"')).out).toMatch(/^[1-9]$/);
  });

  test('has services, also after a restart when they are enabled', async () => {
    await sh('node-2', 'echo "[Service]" >/etc/systemd/system/x.service; systemctl enable x; systemctl start x');
    expect(
      (await sh('node-2', 'systemctl is-active --quiet x && systemctl is-enabled --quiet x && echo both')).out,
    ).toBe('both');
    const before = await (await practice.runner('node-2')).incarnation();
    await practice.fleet.inject({ kind: 'reboot', host: 'node-2' });
    expect((await sh('node-2', 'systemctl is-active --quiet x && echo active')).out).toBe('active');
    expect(await (await practice.runner('node-2')).incarnation()).not.toBe(before);
    await sh('node-2', 'systemctl disable --now x');
    expect((await sh('node-2', 'systemctl is-active --quiet x')).exitCode).toBe(3);
  });

  test('does not resolve what it does not know, at once', async () => {
    const started = performance.now();
    expect((await sh('node-1', 'getent ahosts no-such-name.invalid')).exitCode).not.toBe(0);
    expect((await sh('node-1', 'getent ahosts node-1 >/dev/null && echo known')).out).toBe('known');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe.skipIf(missing !== undefined)('the disk of a practice host', () => {
  test('is as fast each time, whatever this machine does, and nothing outside scratch is written to know it', async () => {
    const { fleet, runner, observer, close } = await startPractice();
    const measure = async () => {
      const { stdout } = await (await runner('node-1')).scratch(diskLatencyScript, ['/var/lib/etcd']);
      return readDiskLatency(stdout);
    };
    const place = { path: '/var/lib/ferryman', device: '/dev/practice', passedOver: '' };
    const figures = { writes: 5_000, p50Ms: 0.5, p99Ms: 2, maxMs: 4 };
    const expected = { ...place, state: 'measured', way: 'fio-3.36-practice', ...figures };
    expect([await measure(), await measure()]).toEqual([expected, expected]);
    expect([observer.count('mutate'), observer.count('scratch') >= 2]).toEqual([0, true]);
    await fleet.inject({ kind: 'disk-full', host: 'node-1' });
    expect(await measure()).toMatchObject({ state: 'not-measured', reason: 'no-room' });
    await close();
  });
});

describe.skipIf(missing !== undefined)('faults', () => {
  test('a refused, a wrong and a healed host', async () => {
    const { fleet, connector, addressOf, close } = await startPractice({
      faults: [{ kind: 'wrong-host-key', host: 'node-1' }],
    });
    await expect(connector.connect(addressOf('node-1'))).rejects.toMatchObject({ code: 'SSH_E0003' });
    await fleet.inject({ kind: 'heal', host: 'node-1' });
    await fleet.inject({ kind: 'refuse', host: 'node-1' });
    await expect(connector.connect(addressOf('node-1'))).rejects.toMatchObject({ code: 'SSH_E0001' });
    await fleet.inject({ kind: 'heal', host: 'node-1' });
    await (await connector.connect(addressOf('node-1'))).close();
    await close();
  });

  test('sudo asks, and refuses when told to', async () => {
    const { fleet, runner, close } = await startPractice({ sudoPassword: 'sesame' }, undefined, 'ops');
    const node = await runner('node-1');
    expect((await node.exec({ class: 'observe', argv: ['id', '-u'] })).stdout).toBe('0\n');
    await fleet.inject({ kind: 'sudo-refusal', host: 'node-1' });
    await expect(node.exec({ class: 'observe', argv: ['id'] })).rejects.toMatchObject({ code: 'SSH_E0007' });
    await close();
  });
});
