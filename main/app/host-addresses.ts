import type { Access } from '../model/site/access.ts';
import type { Machine } from '../model/site/machine.ts';
import type { AccessReference, HostAddress } from '../ports/remote-host.ts';

type Reachable = Pick<Machine, 'name' | 'address' | 'port' | 'access'>;

/** How each machine is reached, jump hosts resolved. */
export function hostAddresses(machines: readonly Reachable[]): Map<string, HostAddress> {
  const toAddress = (machine: Reachable): HostAddress => {
    const jump = machine.access.jump
      .flatMap((name) => machines.find((other) => other.name === name) ?? [])
      .map(toAddress);
    return {
      name: machine.name,
      address: machine.address,
      port: machine.port,
      access: accessReference(machine.access),
      ...(jump.length === 0 ? {} : { jump }),
    };
  };
  return new Map(machines.map((machine) => [machine.name, toAddress(machine)]));
}

function accessReference({ user, auth, sudo }: Access): AccessReference {
  return { user, auth: authOf(auth), ...(sudo === undefined ? {} : { sudoSecret: sudo.secret }) };
}

function authOf(auth: Access['auth']): AccessReference['auth'] {
  if (auth === 'agent') return { kind: 'agent' };
  if ('password' in auth) return { kind: 'password', secret: auth.password.secret };
  return {
    kind: 'key',
    path: auth.key,
    ...(auth.passphrase === undefined ? {} : { passphraseSecret: auth.passphrase.secret }),
  };
}
