/** An IPv4 network; addresses as unsigned 32-bit numbers. */
export interface Cidr {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** An IPv4 address as an unsigned number; undefined for anything but plain dotted decimal. */
export function parseAddress(value: string): number | undefined {
  const parts = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/
    .exec(value)
    ?.slice(1)
    .map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** A network such as 10.244.0.0/16; undefined when it is none, or when host bits are set (10.244.0.1/16). */
export function parseCidr(value: string): Cidr | undefined {
  const match = /^([\d.]+)\/(\d{1,2})$/.exec(value);
  const first = match?.[1] === undefined ? undefined : parseAddress(match[1]);
  const prefix = Number(match?.[2]);
  if (first === undefined || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  if (first % size !== 0) return undefined;
  return { text: value, first, last: first + size - 1, prefix };
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function containsAddress(network: Cidr, address: number): boolean {
  return network.first <= address && address <= network.last;
}

/** The n-th address of a network, counted from its network address (0). */
export function addressAt(network: Cidr, index: number): string {
  if (index < 0 || network.first + index > network.last)
    throw new RangeError(`${network.text} has no address ${index}`);
  return formatAddress(network.first + index);
}
