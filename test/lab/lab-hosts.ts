import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from './lab-error.ts';
import { paths } from './lab-paths.ts';

export const bridge = {
  name: 'br-ferryman',
  address: '10.77.0.1',
  prefix: '10.77.0.0/24',
  mac: '02:fe:77:00:00:01',
} as const;

/** The addresses .11 … .99 are hosts; the rest is left for virtual addresses. */
const maxHosts = 89;

export interface LabHost {
  readonly name: string;
  readonly address: string;
  readonly dir: string;
}

export function hostNumber(index: number): LabHost {
  if (!Number.isInteger(index) || index < 1 || index > maxHosts) {
    throw new LabError(`a lab has 1 to ${maxHosts} hosts, not ${index}`);
  }
  return { name: `h${index}`, address: `10.77.0.${10 + index}`, dir: join(paths.hosts, `h${index}`) };
}

export function existingHosts(): LabHost[] {
  if (!existsSync(paths.hosts)) return [];
  return readdirSync(paths.hosts)
    .filter((name) => /^h[1-9]\d*$/.test(name))
    .map((name) => hostNumber(Number(name.slice(1))))
    .sort((a, b) => Number(a.name.slice(1)) - Number(b.name.slice(1)));
}

export function requireHost(name: string | undefined): LabHost {
  const host = existingHosts().find((candidate) => candidate.name === name);
  if (host) return host;
  const known = existingHosts().map((candidate) => candidate.name);
  throw new LabError(
    `there is no lab host "${name ?? ''}"; ${known.length > 0 ? `known: ${known.join(', ')}` : 'start some with "lab up N"'}`,
  );
}
