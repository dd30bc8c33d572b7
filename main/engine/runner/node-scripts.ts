import type { RemoteCommand, RemoteResult } from '../../ports/remote-host.ts';
import type { NodeScript } from '../../ports/step-context.ts';
import type { HostLink } from './host-link.ts';
import { putFiles } from './put-files.ts';

/** Exit code for "not on the machine, or not as it was sent"; scripts do not use it. */
const notThere = 119;

const startScript = [
  'f=/var/lib/ferryman/scripts/$1',
  '[ -f "$f" ] && printf "%s  %s\\n" "$1" "$f" | sha256sum -c --status || exit 119',
  'shift',
  'exec /bin/bash "$f" "$@"',
].join('; ');

const listScripts =
  'cd /var/lib/ferryman/scripts 2>/dev/null || exit 0; for s do [ -f "$s" ] && printf "%s  %s\\n" "$s" "$s"; done | sha256sum -c 2>/dev/null | sed -n "s/: OK$//p"';

export interface ScriptCall extends Omit<RemoteCommand, 'argv' | 'stdin'> {
  readonly args: readonly string[];
  /** Made anew for each attempt. */
  readonly stdin?: () => NonNullable<RemoteCommand['stdin']>;
}

/** Scripts on one machine: content-addressed, sent once, their digest checked there at each start. */
export class NodeScripts {
  readonly #link: HostLink;
  readonly #sent = new Set<string>();

  constructor(link: HostLink) {
    this.#link = link;
  }

  /** Sees to it that the scripts are there: one question, and one message when any is missing. */
  async bring(scripts: readonly NodeScript[]): Promise<void> {
    const unknown = scripts.filter(({ sha256 }) => !this.#sent.has(sha256));
    if (unknown.length === 0) return;
    const names = unknown.map(({ sha256 }) => sha256);
    const argv = ['/bin/sh', '-c', listScripts, 'ferryman', ...names];
    const { stdout } = await this.#link.exec({ class: 'observe', argv });
    const present = new Set(stdout.split('\n'));
    await this.#send(unknown.filter(({ sha256 }) => !present.has(sha256)));
    for (const name of names) this.#sent.add(name);
  }

  /** Runs a script over the link. A machine that lost it (a cleaned disk) gets it again, once. */
  async run(script: NodeScript, call: ScriptCall): Promise<RemoteResult> {
    await this.bring([script]);
    const result = await this.#exec(script, call);
    if (result.exitCode !== notThere) return result;
    await this.#send([script]);
    return await this.#exec(script, call);
  }

  #exec(script: NodeScript, call: ScriptCall): Promise<RemoteResult> {
    const { args, stdin, ...rest } = call;
    const argv = ['/bin/sh', '-c', startScript, `ferryman:${script.name}`, script.sha256, ...args];
    return this.#link.exec({ ...rest, argv, ...(stdin === undefined ? {} : { stdin: stdin() }) });
  }

  async #send(scripts: readonly NodeScript[]): Promise<void> {
    if (scripts.length === 0) return;
    const files = scripts.map(({ name, sha256, source }) => ({ what: name, sha256, bytes: Buffer.from(source) }));
    await putFiles(this.#link, 'scripts', files);
  }
}
