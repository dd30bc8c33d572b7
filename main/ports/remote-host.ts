import type { Duplex, Readable } from 'node:stream';

/**
 * What a remote command may do, part of its type:
 * observe reads only · scratch writes only under /var/lib/ferryman and /run/ferryman, or what is gone when it ends (a file that
 * a disk is measured with) · mutate changes the machine.
 */
export type CommandClass = 'observe' | 'scratch' | 'mutate';

export interface RemoteCommand {
  readonly class: CommandClass;
  /** Program and arguments; the adapter quotes them. Never a secret: argv is world-readable on the machine. */
  readonly argv: readonly string[];
  /** Sent to the program's standard input, then closed. Secrets may travel here. */
  readonly stdin?: string | Uint8Array | Readable;
  /** Called with each chunk of standard output as it arrives; the whole is then not kept in the result. */
  readonly onStdout?: (chunk: Uint8Array) => void;
  /** Ends the wait and closes the channel; what runs remotely may go on. */
  readonly signal?: AbortSignal;
}

export interface RemoteResult {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  /** The last 64 KiB. */
  readonly stderr: string;
}

/** What a machine is, so that a swapped or re-installed one is seen: host key + machine-id. */
export interface HostIdentity {
  readonly hostKeyFingerprint: string;
}

/**
 * One reachable machine. All commands run as root: directly, or through sudo.
 * Every method rejects with a FerrymanError: SSH_E0005 when the link broke (the outcome is then unknown), SSH_E00xx else.
 */
export interface RemoteHost {
  /** The machine's name in the inventory. */
  readonly name: string;
  readonly address: string;
  /** SHA-256 fingerprint of the key it proved, as OpenSSH prints it. */
  readonly hostKeyFingerprint: string;
  /** Runs to the end. A non-zero exit code is a result, not an error. Output is capped at 8 MiB. */
  exec(command: RemoteCommand): Promise<RemoteResult>;
  /** A byte stream to host:port as the machine itself would open it (SSH direct-tcpip). */
  forward(host: string, port: number): Promise<Duplex>;
  /** Resolves once, when the link is gone, with the cause if there was one. */
  readonly closed: Promise<Error | undefined>;
  close(): Promise<void>;
}

/** How to log in: references only (a path, the name of a secret), never a secret itself. */
export interface AccessReference {
  readonly user: string;
  readonly auth:
    | { readonly kind: 'agent' }
    | { readonly kind: 'key'; readonly path: string; readonly passphraseSecret?: string }
    | { readonly kind: 'password'; readonly secret: string };
  /** Name of the secret that holds the sudo password; absent = root, or sudo without a password. */
  readonly sudoSecret?: string;
}

export interface HostAddress {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly access: AccessReference;
  /** Machines to pass through, outermost first; each hop's key is checked. */
  readonly jump?: readonly HostAddress[];
}

/** Opens links. Fails with SSH_E0002 on a key nobody trusts, SSH_E0003 on a changed one: never "accept anyway". */
export interface HostConnector {
  connect(host: HostAddress, signal?: AbortSignal): Promise<RemoteHost>;
  /** The fingerprint a machine shows at first contact, without logging in. */
  fingerprint(
    host: HostAddress,
    signal?: AbortSignal,
  ): Promise<{ fingerprint: string; algorithm: string; key: string }>;
}

/** Told of every command before it is sent; the count of `mutate` is what "a second run changes nothing" rests on. */
export interface CommandObserver {
  commandSent(machine: string, command: Pick<RemoteCommand, 'class' | 'argv'>): void;
}
