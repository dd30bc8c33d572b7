import { forAnyLoginShell, shellQuote } from '../../model/shell-quote.ts';

/** How a command becomes root's: it is already, through sudo without a password, or through sudo that may ask for one. */
export type Elevation = 'root' | 'sudo' | 'sudo-with-password';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The line sent to the machine. Once the program is about to start as root, `marker` goes out on both streams: what comes
 * before it (greetings of login shells, sudo's own words) is noise.
 */
export function commandLine(argv: readonly string[], elevation: Elevation, marker: string, prompt: string): string {
  const announce = `echo ${marker}; echo ${marker} >&2`;
  const inner = `${announce}; LC_ALL=C PATH=${path}; export LC_ALL PATH; exec ${shellQuote(argv)}`;
  if (elevation === 'root') return forAnyLoginShell(inner);
  // -k: neither uses nor leaves a cached login, so that the outcome does not depend on who was here before.
  const asking = elevation === 'sudo' ? ['-n'] : ['-S', '-p', prompt];
  const sudo = ['sudo', '-k', ...asking, '--', '/bin/sh', '-c', inner];
  return forAnyLoginShell(`LC_ALL=C; export LC_ALL; exec ${shellQuote(sudo)}`);
}
