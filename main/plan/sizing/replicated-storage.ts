/** F14: three copies, each on a machine of its own, and a fifth kept free; a single copy needs only the room. */
const replicated = { copies: 3, used: 0.8 };
const single = { copies: 1, used: 0.8 };
const providersWithCopies = new Set(['rook-ceph', 'longhorn']);

export const leastHosts = replicated.copies;

export function keepsCopies(provider: string): boolean {
  return providersWithCopies.has(provider);
}

export function copiesOf(provider: string): { readonly copies: number; readonly used: number } {
  return keepsCopies(provider) ? replicated : single;
}

/**
 * F14: GB of disks behind so many usable GB. With copies on `hosts` machines what is left when one of them stops must still
 * hold as many copies as there are machines for.
 */
export function rawGbFor(usableGb: number, provider: string, hosts: number): number {
  const { copies, used } = copiesOf(provider);
  const withOneStopped = copies > 1 && hosts > 1 ? (Math.min(copies, hosts - 1) * hosts) / (hosts - 1) : 0;
  return Math.ceil(usableGb * Math.max(copies / used, withOneStopped));
}
