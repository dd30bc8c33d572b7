import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AnyAuthMethod, AuthHandlerMiddleware } from 'ssh2';
import ssh2 from 'ssh2';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { HostAddress } from '../../ports/remote-host.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { loginRefused } from './connection-error.ts';

/** How ssh2 is to log in: each method once, then no more. Secrets are fetched here, before anything is sent. */
export async function authenticationFor(
  host: HostAddress,
  secrets: Secrets,
  agentSocket: string | undefined,
): Promise<AuthHandlerMiddleware> {
  const { user: username, auth } = host.access;
  if (auth.kind === 'agent') {
    if (agentSocket === undefined) throw loginRefused(host, 'agent: none is running');
    return once({ type: 'agent', username, agent: agentSocket });
  }
  if (auth.kind === 'key') {
    const passphrase = auth.passphraseSecret === undefined ? undefined : await secrets.get(auth.passphraseSecret);
    return once({ type: 'publickey', username, key: await privateKey(host, auth.path, passphrase) });
  }
  return passwordOnce(username, await secrets.get(auth.secret));
}

function once(method: AnyAuthMethod): AuthHandlerMiddleware {
  let isTried = false;
  return (_methodsLeft, _partialSuccess, next) => {
    if (isTried) return noMore(next);
    isTried = true;
    next(method);
  };
}

/**
 * Asks which methods there are before the password is used, so that it is sent exactly once: as a password, or as the
 * answer to the server's own prompt.
 */
function passwordOnce(username: string, password: string): AuthHandlerMiddleware {
  let isTried = false;
  return (methodsLeft, _partialSuccess, next) => {
    // ssh2 gives null where its types promise a list: nothing was asked yet.
    if ((methodsLeft as string[] | null) === null) return next({ type: 'none', username });
    if (isTried) return noMore(next);
    isTried = true;
    if (methodsLeft.includes('password')) return next({ type: 'password', username, password });
    if (!methodsLeft.includes('keyboard-interactive')) return noMore(next);
    let isAnswered = false;
    next({
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        const answers = prompts.map((prompt) => {
          if (prompt.echo !== false || isAnswered) return '';
          isAnswered = true;
          return password;
        });
        finish(answers);
      },
    });
  };
}

function noMore(next: (method: AnyAuthMethod) => void): void {
  // ssh2 takes `false` for "give up"; its types do not say so.
  (next as unknown as (method: false) => void)(false);
}

async function privateKey(host: HostAddress, path: string, passphrase: string | undefined): Promise<ssh2.ParsedKey> {
  const unusable = (detail: string, cause?: unknown) =>
    new FerrymanError('SSH_E0009', { path, detail }, { target: host.name, cause });
  const file = /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path;
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw unusable(error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.code})`, error);
  });
  const result: unknown = ssh2.utils.parseKey(content, passphrase);
  // A file in OpenSSH's newer format comes back as a list of one; ssh2's types do not say so.
  const parsed = (Array.isArray(result) ? result[0] : result) as ssh2.ParsedKey | Error;
  if (parsed instanceof Error) {
    const isEncrypted = /encrypted|passphrase|decrypt|integrity/i.test(parsed.message);
    if (!isEncrypted) throw unusable('it is not a private key in a format known here', parsed);
    throw unusable(passphrase === undefined ? 'it needs a passphrase' : 'the passphrase is wrong', parsed);
  }
  if (!parsed.isPrivateKey()) throw unusable('it is a public key');
  return parsed;
}

/** Where this computer's SSH agent listens; undefined when there is none. */
export function defaultAgentSocket(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (environment.SSH_AUTH_SOCK) return environment.SSH_AUTH_SOCK;
  return platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined;
}
