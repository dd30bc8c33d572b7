import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../main/model/canonical-json.ts';
import { readResult } from '../../main/requirements/collector/read-result.ts';
import { usualTargets, writeCollector } from '../../main/requirements/collector/write-collector.ts';
import { collected } from './collected.ts';

const folder = mkdtempSync(join(tmpdir(), 'ferryman collector '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function hasShell(shell: string): boolean {
  try {
    execFileSync(shell, shell === 'busybox' ? ['sh', '-c', 'true'] : ['-c', 'true']);
    return true;
  } catch {
    return false;
  }
}

describe.each(['dash', 'bash', 'busybox'])('the collector under %s', (shell) => {
  const server = createServer();
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  });
  afterAll(() => server.close());

  it.skipIf(process.platform !== 'linux' || !hasShell(shell))(
    'describes this very machine, changes nothing, and says its own checksum',
    () => {
      const script = join(folder, `${shell}.sh`);
      const source = writeCollector([`127.0.0.1:${port}`, '127.0.0.1:1']);
      writeFileSync(script, source);
      const result = join(folder, `${shell}.txt`);
      const argv = shell === 'busybox' ? ['sh', script, result] : [script, result];
      const said = execFileSync(shell, [...argv], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      expect(said).toBe('');
      const { facts, hardware, reach, address } = readResult(readFileSync(result), 'r.txt');
      expect(readFileSync(result, 'utf8')).toContain(`script=${sha256Hex(new TextEncoder().encode(source))}`);
      expect(facts.hostname).toBe(hostname());
      expect(facts.cpuCount).toBe(
        Number(execFileSync('grep', ['-c', '^processor', '/proc/cpuinfo'], { encoding: 'utf8' })),
      );
      expect(facts.kernel).toBe(execFileSync('uname', ['-r'], { encoding: 'utf8' }).trim());
      expect(facts.listeningPorts).toContain(port);
      expect(Math.abs(facts.epochMs - Date.now())).toBeLessThan(60_000);
      expect(hardware.memoryGib).toBeGreaterThan(0);
      expect(address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(reach).toEqual([
        { target: `127.0.0.1:${port}`, state: 'open' },
        { target: '127.0.0.1:1', state: 'closed' },
      ]);
    },
  );
});

describe('the script', () => {
  it.each(['a b:1', "x';reboot;':1", '$(id):1', 'host', 'host:0', 'host:65536', 'host:80:80', '-x:1', ''])(
    'never holds %j as a target',
    (target) => {
      expect(() => writeCollector([target])).toThrow(expect.objectContaining({ code: 'FACT_E0003' }));
    },
  );

  it('tries the customer’s systems that have a port, and the name servers', () => {
    const customerSystems = {
      nas: { host: '10.0.0.5', port: 2049, note: '' },
      mail: { host: 'mail.example.cn', note: '' },
    };
    expect(usualTargets({ customerSystems, network: { dns: ['10.0.0.2'] } } as never)).toEqual([
      '10.0.0.5:2049',
      '10.0.0.2:53',
    ]);
  });
});

describe('a result', () => {
  it('becomes facts, hardware, and disks somebody can use', () => {
    const read = readResult(
      collected({
        disk: [
          'sda 107374 hdd /,/boot parts:2 held:1',
          'sdb 536870 ssd - parts:0 held:0',
          'sdc 536870 ssd - parts:1 held:1',
        ],
      }),
      'r.txt',
    );
    expect(read.hardware).toMatchObject({ cpuCores: 8, memoryGib: 15.6, kind: 'virtual', architecture: 'amd64' });
    expect(read.hardware.disks).toEqual([
      { sizeGb: 107.4, kind: 'hdd', mount: '/' },
      { sizeGb: 536.9, kind: 'ssd', mount: '' },
    ]);
    expect(read.unclearDisks).toEqual(['sdc']);
    expect(read.address).toBe('10.0.0.11');
  });

  it('survives a mail program that ends lines its own way', () => {
    const text = new TextDecoder().decode(collected()).replaceAll('\n', '\r\n');
    expect(readResult(new TextEncoder().encode(text), 'r.txt').facts.hostname).toBe('node-1');
  });

  it('is stripped of what does not belong on a screen', () => {
    const read = readResult(
      collected({
        'os-name': ['Evil\u001b[2J\u001b]0;title\u0007OS\u202e\u0000'],
        route: ['default via\u001b[31m 10.0.0.1 dev eth0'],
      }),
      'r.txt',
    );
    expect(read.facts.os.name).toBe('EvilOS');
    expect(read.facts.routes).toEqual(['default via 10.0.0.1 dev eth0']);
  });

  it.each([
    ['cpu-count', '0'],
    ['cpu-count', '-4'],
    ['cpu-count', '1e9'],
    ['cpu-count', '99999999999999999999'],
    ['cpu-count', ''],
    ['memory-mib', 'NaN'],
    ['memory-mib', '0x400'],
    ['page-size', '1'],
    ['cgroup', '3'],
    ['port', '65536'],
    ['mount', '/ 1 2'],
    ['mount', '/ 1 2 101'],
    ['disk', 'sda huge ssd / parts:0 held:0'],
    ['disk', 'sda 100000 tape / parts:0 held:0'],
    ['epoch-ms', '12'],
    ['docker', 'maybe'],
    ['reach', '10.0.0.5:1 perhaps'],
    ['own-name-lookup', '0 never'],
    ['hostname', ''],
  ])('with %s=%s is refused, and the line named', (key, value) => {
    expect(() => readResult(collected({ [key]: [value] }), 'r.txt')).toThrow(
      expect.objectContaining({ code: 'FACT_E0001', message: expect.stringContaining(key.split('-')[0] ?? key) }),
    );
  });

  const good = new TextDecoder().decode(collected());
  it.each([
    ['nothing', ''],
    ['something else', 'hello\nworld\n'],
    ['half of it', good.slice(0, good.length / 2)],
    ['one figure changed', good.replace('cpu-count=8', 'cpu-count=64')],
    ['no checksum', good.replace(/checksum=.*/, 'checksum=none')],
    ['a line without end', `ferryman-facts/1\nhostname=${'x'.repeat(2 ** 20)}\n`],
    ['a line too long', new TextDecoder().decode(collected({ kernel: ['k'.repeat(700)] }))],
    ['a flood of lines', new TextDecoder().decode(collected({ port: Array.from({ length: 6_000 }, () => '1') }))],
  ])('that is %s is refused', (_name, text) => {
    expect(() => readResult(new TextEncoder().encode(text), 'r.txt')).toThrow(
      expect.objectContaining({ code: 'FACT_E0001' }),
    );
  });
});
