import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { RegistryProjects } from '../../ports/registry-projects.ts';
import type { MissingBlob } from './missing-blobs.ts';
import type { PushedImage } from './push-plan.ts';

export interface FoundProjects {
  /** Those the images need and the registry lacks. */
  readonly missing: readonly string[];
  /** Room left, of those with a quota; bytes. */
  readonly freeBytes: ReadonlyMap<string, number>;
}

/** Which projects the images go into, as they stand; none where the registry has no projects. PUSH_E0001, E0003, E0004. */
export async function findProjects(
  images: readonly PushedImage[],
  projects: RegistryProjects | undefined,
  signal: AbortSignal | undefined,
): Promise<FoundProjects> {
  const missing: string[] = [];
  const freeBytes = new Map<string, number>();
  const registry = images[0]?.target.registry;
  if (registry === undefined || projects === undefined || !(await projects.areKept(registry, signal)))
    return { missing, freeBytes };
  for (const name of new Set(images.map(({ target }) => projectOf(target.repository)))) {
    const project = await projects.find(registry, name, signal);
    if (project === undefined) missing.push(name);
    else if (project.freeBytes !== undefined) freeBytes.set(name, project.freeBytes);
  }
  return { missing, freeBytes };
}

/** Creates them and says what room each has: a fresh one has the quota the administrator set for all. PUSH_E0001, E0003, E0004, E0007. */
export async function createProjects(
  registry: string,
  names: readonly string[],
  projects: RegistryProjects,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const freeBytes = new Map<string, number>();
  for (const name of names) {
    await projects.create(registry, name, signal);
    const free = (await projects.find(registry, name, signal))?.freeBytes;
    if (free !== undefined) freeBytes.set(name, free);
  }
  return freeBytes;
}

/** Bytes each project is to get. */
export function neededRoom(missing: readonly MissingBlob[]): ReadonlyMap<string, number> {
  const needed = new Map<string, number>();
  for (const { blob, repositories, held } of missing) {
    for (const project of new Set(repositories.map(({ repository }) => projectOf(repository)))) {
      // a project pays once for what several of its repositories hold
      if (held !== undefined && projectOf(held) === project) continue;
      needed.set(project, (needed.get(project) ?? 0) + blob.sizeBytes);
    }
  }
  return needed;
}

/** PUSH_E0002 for each project that is to get more than its quota leaves. */
export function shortages(
  registry: string,
  needed: ReadonlyMap<string, number>,
  freeBytes: ReadonlyMap<string, number>,
): FerrymanError[] {
  return [...needed].flatMap(([project, bytes]) => {
    const free = freeBytes.get(project);
    if (free === undefined || bytes <= free) return [];
    const detail = `${mebibytes(bytes)} MiB > ${mebibytes(free)} MiB`;
    return [new FerrymanError('PUSH_E0002', { target: `${registry}/${project}`, detail })];
  });
}

export function projectOf(repository: string): string {
  return repository.split('/')[0] ?? '';
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}
