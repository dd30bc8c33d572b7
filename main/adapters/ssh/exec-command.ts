import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { stripRemoteText } from '../../model/strip-remote-text.ts';
import type { RemoteCommand, RemoteResult } from '../../ports/remote-host.ts';
import { commandLine, type Elevation } from './command-line.ts';
import { linkLost, loginRefused } from './connection-error.ts';
import type { LinkSettings } from './link-settings.ts';
import { MarkerGate } from './marker-gate.ts';
import { OutputBuffer } from './output-buffer.ts';
import type { SshLink } from './ssh-link.ts';
import { SudoDialogue } from './sudo-dialogue.ts';

const stdoutLimitBytes = 8 * 1024 * 1024;
const stderrLimitBytes = 64 * 1024;

export interface Login {
  readonly link: SshLink;
  readonly elevation: Elevation;
  readonly sudoPassword: string | undefined;
  readonly settings: LinkSettings;
}

/** Runs one command on a channel of its own, to the end. */
export async function execCommand(login: Login, command: RemoteCommand): Promise<RemoteResult> {
  const marker = `ferryman-${randomBytes(12).toString('hex')}`;
  const prompt = `sudo-${randomBytes(12).toString('hex')}`;
  const line = commandLine(command.argv, login.elevation, marker, prompt);
  const channel = await login.link.openSession(line);
  return await converse(channel, login, command, marker, prompt);
}

function converse(channel: ClientChannel, login: Login, command: RemoteCommand, marker: string, prompt: string) {
  const { host } = login.link;
  const sudo = login.elevation === 'root' ? undefined : new SudoDialogue(host, prompt);
  const outGate = new MarkerGate(marker);
  const errorGate = new MarkerGate(marker);
  const stdout = new OutputBuffer('head', stdoutLimitBytes);
  const stderr = new OutputBuffer('tail', stderrLimitBytes);

  return new Promise<RemoteResult>((resolve, reject) => {
    const onAbort = () => fail(command.signal?.reason);
    const settle = () => {
      clearTimeout(sudoTimer);
      command.signal?.removeEventListener('abort', onAbort);
      if (command.stdin instanceof Readable) command.stdin.unpipe(channel).destroy();
    };
    const fail = (error: unknown) => {
      settle();
      reject(error);
      channel.close();
    };
    const sudoTimer =
      sudo && setTimeout(() => fail(sudo.refused('it neither asks nor starts')), login.settings.sudoTimeoutMs);

    channel.on('data', (chunk: Buffer) => {
      const part = outGate.pass(chunk);
      if (part.length === 0) return;
      if (command.onStdout) command.onStdout(part);
      else stdout.push(part);
    });
    channel.stderr.on('data', (chunk: Buffer) => {
      const wasOpen = errorGate.isOpen;
      const part = errorGate.pass(chunk);
      if (part.length > 0) stderr.push(part);
      if (wasOpen || !sudo) return;
      if (errorGate.isOpen) {
        clearTimeout(sudoTimer);
        return sendInput(channel, command.stdin, fail);
      }
      const move = sudo.heard(errorGate.before);
      if (move.do === 'fail') fail(move.error);
      if (move.do === 'answer') channel.write(`${login.sudoPassword ?? ''}\n`);
    });
    // `close` repeats the exit code; `exit` itself may have passed before anybody could listen.
    channel.on('close', (exitCode?: number | null) => {
      settle();
      if (exitCode === undefined || login.link.isGone) return reject(linkLost(host.name));
      if (errorGate.isOpen) return resolve({ exitCode, stdout: stdout.toString(), stderr: stderr.toString() });
      if (sudo) return reject(sudo.ended(errorGate.before));
      const said = stripRemoteText(errorGate.before).trim().slice(0, 200) || `exit code ${exitCode}`;
      reject(loginRefused(host, `its login shell runs no commands: ${said}`));
    });
    // A program that ends before it has read all its input is not an error.
    channel.on('error', () => {});

    if (command.signal?.aborted) return onAbort();
    command.signal?.addEventListener('abort', onAbort, { once: true });
    // With sudo, input waits for the program: its first line would be taken for the password.
    if (!sudo) sendInput(channel, command.stdin, fail);
  });
}

function sendInput(channel: ClientChannel, stdin: RemoteCommand['stdin'], fail: (error: unknown) => void): void {
  if (!(stdin instanceof Readable)) {
    channel.end(stdin ?? '');
    return;
  }
  stdin.once('error', fail);
  stdin.pipe(channel);
}
