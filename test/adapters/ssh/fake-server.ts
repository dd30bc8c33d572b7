import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { makeHostKey } from '../../../main/practice/ssh-server.ts';

/** An SSH server in this process that runs what it is told under a real shell, with a `sudo` of its own. */
export interface FakeServer {
  readonly port: number;
  /** Base64 of the SSH wire format. */
  readonly hostKey: string;
  /** What was tried to log in, in order, such as `password:right`. */
  readonly tried: string[];
  /** Command lines received. */
  readonly commands: string[];
  /** Cuts every connection as a pulled cable would look like after a reset. */
  cut(): void;
  /** Stops answering without closing anything. */
  stall(): void;
  stop(): Promise<void>;
}

export interface FakeServerOptions {
  readonly password?: string;
  /** Ways to log in that the server offers. */
  readonly methods?: readonly ('password' | 'keyboard-interactive')[];
  /** Bash in place of sudo; its arguments are sudo's. */
  readonly sudo?: string;
  /** Written to standard output and standard error before any command. */
  readonly noise?: string;
  readonly algorithms?: ssh2.ServerConfig['algorithms'];
  /** Answers nothing to exec requests. */
  readonly isDeaf?: boolean;
}

export async function startFakeServer(options: FakeServerOptions = {}): Promise<FakeServer> {
  const { password = 'right', methods = ['password'] } = options;
  const directory = mkdtempSync(join(tmpdir(), 'ferryman-fake-'));
  writeFileSync(join(directory, 'sudo'), `#!/bin/bash\n${options.sudo ?? 'exit 99'}\n`);
  chmodSync(join(directory, 'sudo'), 0o755);
  const key = makeHostKey();
  const tried: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();

  const server = new ssh2.Server({
    hostKeys: [key.private],
    ...(options.algorithms && { algorithms: options.algorithms }),
  });
  server.on('connection', (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) => {
      if (context.method === 'password' && methods.includes('password')) {
        tried.push(`password:${context.password}`);
        return context.password === password ? context.accept() : context.reject([...methods]);
      }
      if (context.method === 'keyboard-interactive' && methods.includes('keyboard-interactive')) {
        const prompts = [
          { prompt: 'Code (shown): ', echo: true },
          { prompt: 'Password: ', echo: false },
        ];
        return context.prompt(prompts, (answers) => {
          tried.push(`keyboard-interactive:${answers.join(',')}`);
          if (answers[1] === password) context.accept();
          else context.reject([...methods]);
        });
      }
      if (context.method === 'publickey') return context.accept();
      context.reject([...methods]);
    });
    client.on('ready', () =>
      client.on('session', (accept) =>
        accept().on('exec', (acceptExec, _reject, { command }) => {
          commands.push(command);
          if (options.isDeaf) return;
          const channel = acceptExec();
          if (options.noise) {
            channel.write(options.noise);
            channel.stderr.write(options.noise);
          }
          const env = { PATH: `${directory}:${process.env.PATH}` };
          const child = spawn('/bin/sh', ['-c', command], { env, stdio: 'pipe' });
          child.stdin.on('error', () => {});
          channel.pipe(child.stdin);
          child.stdout.pipe(channel, { end: false });
          child.stderr.pipe(channel.stderr, { end: false });
          child.once('close', (code) => {
            channel.exit(code ?? 255);
            channel.end();
          });
        }),
      ),
    );
  });
  const inner = (server as unknown as { _srv: import('node:net').Server })._srv;
  inner.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    hostKey: key.public,
    tried,
    commands,
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stall() {
      for (const socket of sockets) socket.pause();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
