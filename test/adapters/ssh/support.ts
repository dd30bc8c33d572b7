import { createHash } from 'node:crypto';
import { FerrymanError } from '../../../main/model/errors/ferryman-error.ts';
import type { Clock } from '../../../main/ports/clock.ts';
import type { HostKeyStore } from '../../../main/ports/host-key-store.ts';
import type { CommandObserver, HostAddress } from '../../../main/ports/remote-host.ts';
import type { Secrets } from '../../../main/ports/secrets.ts';

export class MemoryHostKeys implements HostKeyStore {
  readonly #keys = new Map<string, { key: string; fingerprint: string }>();

  trusted(machine: string) {
    return this.#keys.get(machine);
  }
  trust(machine: string, key: string, fingerprint: string): void {
    this.#keys.set(machine, { key, fingerprint });
  }
  forget(machine: string): void {
    this.#keys.delete(machine);
  }
}

export class MemorySecrets implements Secrets {
  readonly #values: Map<string, string>;

  constructor(values: Readonly<Record<string, string>> = {}) {
    this.#values = new Map(Object.entries(values));
  }
  async get(name: string): Promise<string> {
    const value = this.#values.get(name);
    if (value === undefined) throw new FerrymanError('SSH_E0010', { secret: name });
    return value;
  }
  put(name: string, value: string): void {
    this.#values.set(name, value);
  }
  forget(name: string): void {
    this.#values.delete(name);
  }
  redact(text: string): string {
    return [...this.#values.values()]
      .filter((value) => value !== '')
      .reduce((result, value) => result.replaceAll(value, '•••'), text);
  }
}

export class RecordingObserver implements CommandObserver {
  readonly sent: { machine: string; class: string; argv: readonly string[] }[] = [];

  commandSent(machine: string, command: { class: string; argv: readonly string[] }): void {
    this.sent.push({ machine, ...command });
  }
  count(commandClass: string): number {
    return this.sent.filter((command) => command.class === commandClass).length;
  }
}

/** Waits in real time, but never long. */
export class TestClock implements Clock {
  now(): string {
    return new Date().toISOString();
  }
  elapsedMs(): number {
    return performance.now();
  }
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      setTimeout(resolve, Math.min(ms, 20));
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }
}

export const fingerprintOfBase64 = (key: string): string =>
  `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;

export function address(port: number, parts: Partial<HostAddress> = {}): HostAddress {
  return {
    name: 'n1',
    address: '127.0.0.1',
    port,
    access: { user: 'root', auth: { kind: 'password', secret: 'login' } },
    ...parts,
  };
}
