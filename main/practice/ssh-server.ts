import { type AddressInfo, createServer, type Socket, type Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AuthContext, Connection, ServerChannel, Session } from 'ssh2';
import ssh2 from 'ssh2';
import type { Sandbox } from './sandbox.ts';

export interface HostKey {
  /** OpenSSH private key. */
  readonly private: string;
  /** Base64 of the wire format. */
  readonly public: string;
}

/** ssh2 makes a malformed ed25519 key about once in 256 times (it drops a leading zero byte); such a one is thrown away. */
export function makeHostKey(): HostKey {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    const parsed = ssh2.utils.parseKey(pair.public);
    const isSound = !(parsed instanceof Error) && !(ssh2.utils.parseKey(pair.private) instanceof Error);
    if (isSound) return { private: pair.private, public: parsed.getPublicSSH().toString('base64') };
  }
}

export interface SshServerParts {
  readonly sandbox: Sandbox;
  readonly hostKey: HostKey;
  readonly password: string;
  /** Base64 of the wire format of the one key that may log in. */
  readonly authorizedKey: string;
  /** A stream to an address and port as the host would reach it; undefined when nothing listens there. */
  readonly openPort: (address: string, port: number) => Duplex | undefined;
}

/** A practice host's SSH server on loopback: real SSH, commands in the sandbox; where faults of the link are injected. */
export class SshServer {
  readonly #parts: SshServerParts;
  readonly #tcp: TcpServer;
  readonly #ssh: ssh2.Server;
  readonly #impostor: ssh2.Server;
  readonly #sockets = new Set<Socket>();
  isRefusing = false;
  hasWrongHostKey = false;
  /** Bytes after which the next connection is reset. */
  cutAfterBytes: number | undefined;

  constructor(parts: SshServerParts) {
    this.#parts = parts;
    this.#ssh = new ssh2.Server({ hostKeys: [parts.hostKey.private] }, (client) => this.#serve(client));
    this.#impostor = new ssh2.Server({ hostKeys: [makeHostKey().private] }, (client) => this.#serve(client));
    this.#tcp = createServer((socket) => this.#accept(socket));
  }

  async listen(address: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#tcp.once('error', reject);
      this.#tcp.listen(0, address, resolve);
    });
    return (this.#tcp.address() as AddressInfo).port;
  }

  /** As a cable pulled and a reset look to the other side. */
  cutAll(): void {
    for (const socket of this.#sockets) reset(socket);
  }

  stallAll(isStalled: boolean): void {
    for (const socket of this.#sockets) isStalled ? socket.pause() : socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#tcp.close(() => resolve()));
  }

  #accept(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('error', () => {});
    if (this.isRefusing || !this.#parts.sandbox.isUp) {
      reset(socket);
      return;
    }
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const limit = this.cutAfterBytes;
    if (limit !== undefined) {
      this.cutAfterBytes = undefined;
      socket.on('data', () => {
        if (socket.bytesRead > limit) reset(socket);
      });
    }
    (this.hasWrongHostKey ? this.#impostor : this.#ssh).injectSocket(socket);
  }

  #serve(client: Connection): void {
    client.on('error', () => {});
    client.on('authentication', (context) =>
      this.#mayLogIn(context) ? context.accept() : context.reject(['publickey', 'password']),
    );
    client.on('session', (accept) => this.#session(accept()));
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      const inner = this.#parts.openPort(destIP, destPort);
      if (inner === undefined) return reject();
      const outer = accept();
      outer.pipe(inner).pipe(outer);
      outer.once('close', () => inner.destroy());
      inner.once('close', () => outer.end());
      for (const stream of [outer, inner]) stream.on('error', () => inner.destroy());
    });
  }

  #mayLogIn(context: AuthContext): boolean {
    if (context.method === 'password') return context.password === this.#parts.password;
    if (context.method !== 'publickey') return false;
    const key = ssh2.utils.parseKey(this.#parts.authorizedKey);
    if (key instanceof Error || !context.key.data.equals(key.getPublicSSH())) return false;
    return (
      !context.signature || !context.blob || key.verify(context.blob, context.signature, context.hashAlgo) === true
    );
  }

  #session(session: Session): void {
    session.on('exec', (accept, _reject, { command }) => void this.#run(accept(), command));
  }

  async #run(channel: ServerChannel, command: string): Promise<void> {
    const closed = new Promise<void>((resolve) => channel.once('close', resolve));
    const { stdin, stdout, stderr, ended } = await this.#parts.sandbox.start(['/bin/sh', '-c', command]);
    channel.pipe(stdin);
    stdout.pipe(channel, { end: false });
    stderr.pipe(channel.stderr, { end: false });
    // A lost link closes the program's streams, as sshd does; what runs goes on until it notices.
    void closed.then(() => {
      for (const stream of [stdin, stdout, stderr]) stream.destroy();
    });
    const code = await ended;
    if (code !== null) channel.exit(code);
    channel.end();
  }
}

/** libuv cannot reset a socket that is shutting down already: such a handle would never close. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
