import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { namespaces } from './namespaces.ts';

const run = promisify(execFile);

const programs = ['unshare', 'nsenter', 'mount', 'chroot', 'bash', 'mkfifo', 'setsid', 'flock', 'sha256sum', 'openssl'];

/** Rejects with PRACTICE_E0001 naming what is missing; a namespace with its own mounts is really made, once. */
export async function requireNamespaces(): Promise<void> {
  const cannot = (detail: string, cause?: unknown) => new FerrymanError('PRACTICE_E0001', { detail }, { cause });
  if (process.platform !== 'linux') throw cannot(`it needs Linux, this is ${process.platform}`);
  const look = 'for program do command -v "$program" >/dev/null || { echo "$program"; exit 1; }; done';
  await run('/bin/sh', ['-c', look, 'ferryman', ...programs], { env: environment }).catch(
    (cause: { stdout?: string }) => {
      throw cannot(`the program ${cause.stdout?.trim()} is missing`, cause);
    },
  );
  const test = 'mount -t proc proc /proc && mount --bind /usr /mnt';
  await run('unshare', [...namespaces, '/bin/sh', '-c', test], { env: environment }).catch(
    (cause: { stderr?: string }) => {
      const said = cause.stderr?.trim().split('\n').at(-1) ?? '';
      throw cannot(`user namespaces are not allowed here (${said})`, cause);
    },
  );
}

/** Programs of the practice fleet are looked for in the system's places only. */
export const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };
