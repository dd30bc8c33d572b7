import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import type { LinkSettings } from '../../../main/adapters/ssh/link-settings.ts';
import { SshConnector } from '../../../main/adapters/ssh/ssh-connector.ts';
import { type FakeServer, type FakeServerOptions, startFakeServer } from './fake-server.ts';
import { address, fingerprintOfBase64, MemoryHostKeys, MemorySecrets, RecordingObserver } from './support.ts';

const open: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop()));
});

interface Login {
  readonly user?: string;
  readonly sudoPassword?: string;
  readonly settings?: Partial<LinkSettings>;
}

async function connected(options: FakeServerOptions = {}, login: Login = {}) {
  const server = await startFakeServer(options);
  open.push(server);
  const hostKeys = new MemoryHostKeys();
  hostKeys.trust('n1', server.hostKey, fingerprintOfBase64(server.hostKey));
  const secrets = new MemorySecrets({ login: 'right', sudo: login.sudoPassword ?? '' });
  const observer = new RecordingObserver();
  const settings = login.settings ?? {};
  const connector = new SshConnector({ hostKeys, secrets, observer, agentSocket: undefined, settings });
  const { user = 'root', sudoPassword } = login;
  const access = {
    user,
    auth: { kind: 'password', secret: 'login' } as const,
    ...(sudoPassword && { sudoSecret: 'sudo' }),
  };
  return { server, observer, host: await connector.connect(address(server.port, { access })) };
}

/** A sudo that asks as the real one does: prompt on stderr, password from stdin, three tries. */
const askingSudo = `
[ "$1 $2 $3" = "-k -S -p" ] || exit 98
for try in 1 2 3; do
  printf %s "$4" >&2
  IFS= read -r password || { echo "sudo: no password was provided" >&2; exit 1; }
  printf '%s\\n' "$password" >>"$(dirname "$0")/tries"
  if [ "$password" = sesame ]; then shift 5; exec "$@"; fi
  echo 'Sorry, try again.' >&2
done
echo 'sudo: 3 incorrect password attempts' >&2
exit 1`;

describe.skipIf(process.platform === 'win32')('running commands', () => {
  test('exit code, both streams, standard input; noise of a login shell is not part of them', async () => {
    const { host } = await connected({ noise: 'Welcome!\nPassword: \n' });
    const argv = ['sh', '-c', 'cat; echo "$1" >&2; exit 3', 'sh', 'it\'s "$HOME"\n!'];
    expect(await host.exec({ class: 'observe', argv, stdin: 'in\n' })).toEqual({
      exitCode: 3,
      stdout: 'in\n',
      stderr: 'it\'s "$HOME"\n!\n',
    });
    const locale = await host.exec({ class: 'observe', argv: ['sh', '-c', 'echo $LC_ALL'] });
    expect(locale.stdout).toBe('C\n');
  });

  test('output goes to a listener as it comes, or is kept up to its cap', async () => {
    const { host } = await connected();
    let bytes = 0;
    const argv = ['head', '-c', '9000000', '/dev/zero'];
    const listened = await host.exec({ class: 'observe', argv, onStdout: (chunk) => (bytes += chunk.length) });
    expect([bytes, listened.stdout]).toEqual([9_000_000, '']);
    expect((await host.exec({ class: 'observe', argv })).stdout.length).toBe(8 * 1024 * 1024);
    const loud = await host.exec({
      class: 'observe',
      argv: ['sh', '-c', 'head -c 200000 /dev/zero >&2; echo end >&2'],
    });
    expect([loud.stderr.length, loud.stderr.slice(-4)]).toEqual([65_536, 'end\n']);
  });

  test('a stream is sent with back-pressure', async () => {
    const { host } = await connected();
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const argv = ['wc', '-c'];
    const stdin = Readable.from(
      Array.from({ length: 12 }, () => chunk),
      { objectMode: false },
    );
    expect((await host.exec({ class: 'scratch', argv, stdin })).stdout.trim()).toBe(String(12 * 1024 * 1024));
  });

  test('a stream that fails is the error, not a short file', async () => {
    const { host } = await connected();
    const broken = new Readable({
      read() {
        this.destroy(new Error('disk gone'));
      },
    });
    await expect(host.exec({ class: 'scratch', argv: ['cat'], stdin: broken })).rejects.toThrow('disk gone');
  });

  test('every command is told to the observer, at most the allowed number at once', async () => {
    const { host, observer, server } = await connected({}, { settings: { maxChannels: 2 } });
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => host.exec({ class: 'observe', argv: ['echo', String(n)] })),
    );
    expect(results.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
    expect([observer.count('observe'), server.commands.length]).toEqual([5, 5]);
  });

  test('a link cut in mid-command is SSH_E0005, and the host knows that it is gone', async () => {
    const { host, server } = await connected();
    const onStdout = () => server.cut();
    await expect(
      host.exec({ class: 'mutate', argv: ['sh', '-c', 'echo x; exec sleep 5'], onStdout }),
    ).rejects.toMatchObject({ code: 'SSH_E0005' });
    expect(await host.closed).toBeInstanceOf(Error);
    await expect(host.exec({ class: 'observe', argv: ['true'] })).rejects.toMatchObject({ code: 'SSH_E0005' });
  });

  test('a silent link is given up after the keepalives', async () => {
    const { host } = await connected({ isDeaf: true }, { settings: { keepaliveIntervalMs: 20, keepaliveCount: 2 } });
    open[0]?.stall();
    await expect(host.exec({ class: 'observe', argv: ['true'] })).rejects.toMatchObject({ code: 'SSH_E0005' });
  });

  test('an abort ends the wait', async () => {
    const { host } = await connected();
    const stop = new AbortController();
    const reason = new Error('stopped');
    const going = host.exec({
      class: 'observe',
      argv: ['sh', '-c', 'echo x; exec sleep 3'],
      onStdout: () => stop.abort(reason),
      signal: stop.signal,
    });
    await expect(going).rejects.toBe(reason);
  });
});

describe.skipIf(process.platform === 'win32')('sudo', () => {
  test('the password goes to the one prompt, the input to the program', async () => {
    const { host, server } = await connected(
      { sudo: askingSudo, noise: '[sudo] password for ops: \n' },
      { user: 'ops', sudoPassword: 'sesame' },
    );
    const result = await host.exec({
      class: 'observe',
      argv: ['sh', '-c', 'echo "Password: " >&2; cat'],
      stdin: 'line\n',
    });
    expect(result).toEqual({ exitCode: 0, stdout: 'line\n', stderr: 'Password: \n' });
    expect(server.commands.join()).not.toContain('sesame');
  });

  test('a wrong password is written exactly once', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ferryman-sudo-'));
    const counting = askingSudo.replace('$(dirname "$0")', directory);
    const { host } = await connected({ sudo: counting }, { user: 'ops', sudoPassword: 'wrong' });
    await expect(host.exec({ class: 'observe', argv: ['id'] })).rejects.toMatchObject({
      code: 'SSH_E0006',
      parameters: { machine: 'n1', user: 'ops' },
    });
    expect(readFileSync(join(directory, 'tries'), 'utf8').trim()).toBe('wrong');
    rmSync(directory, { recursive: true });
  });

  test('sudo that does not ask is not answered', async () => {
    const { host } = await connected({ sudo: 'shift 5; exec "$@"' }, { user: 'ops', sudoPassword: 'sesame' });
    expect((await host.exec({ class: 'observe', argv: ['cat'], stdin: 'only this' })).stdout).toBe('only this');
  });

  test.each([
    ['not in sudoers', 'echo "sudo: ops is not in the sudoers file." >&2; exit 1'],
    ['needs a terminal', 'echo "sudo: sorry, you must have a tty to run sudo" >&2; exit 1'],
    [
      'needs a password none was given',
      '[ "$2" = -n ] && { echo "sudo: a password is required" >&2; exit 1; }; exit 97',
    ],
  ])('refused: %s', async (_what, sudo) => {
    const { host } = await connected({ sudo }, { user: 'ops' });
    await expect(host.exec({ class: 'observe', argv: ['id'] })).rejects.toMatchObject({ code: 'SSH_E0007' });
  });

  test('sudo that neither asks nor starts is given up', async () => {
    const { host } = await connected(
      { sudo: 'exec sleep 3' },
      { user: 'ops', sudoPassword: 'x', settings: { sudoTimeoutMs: 50 } },
    );
    await expect(host.exec({ class: 'observe', argv: ['id'] })).rejects.toMatchObject({ code: 'SSH_E0007' });
  });
});
