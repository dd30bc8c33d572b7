import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { RegistryProjects } from '../../ports/registry-projects.ts';
import type { PushedImage } from './push-plan.ts';

export interface OpenedProjects {
  readonly created: readonly string[];
  /** Room left, of those with a quota; bytes. */
  readonly freeBytes: ReadonlyMap<string, number>;
}

/** Sees to it that every project the images go into is there, before anything is sent. PUSH_E0001, E0003, E0004, E0007. */
export async function openProjects(
  images: readonly PushedImage[],
  projects: RegistryProjects,
  signal: AbortSignal | undefined,
): Promise<OpenedProjects> {
  const created: string[] = [];
  const freeBytes = new Map<string, number>();
  const registry = images[0]?.target.registry;
  if (registry === undefined || !(await projects.areKept(registry, signal))) return { created, freeBytes };
  const names = [...new Set(images.map(({ target }) => projectOf(target.repository)))];
  const found = new Map<string, number | undefined>();
  const missing: string[] = [];
  for (const name of names) {
    const project = await projects.find(registry, name, signal);
    if (project === undefined) missing.push(name);
    else found.set(name, project.freeBytes);
  }
  for (const name of missing) {
    await projects.create(registry, name, signal);
    created.push(name);
    // a fresh one has the quota the administrator set for all
    found.set(name, (await projects.find(registry, name, signal))?.freeBytes);
  }
  for (const [name, free] of found) if (free !== undefined) freeBytes.set(name, free);
  return { created, freeBytes };
}

/** PUSH_E0002 where what a project is to get is more than its quota leaves: nothing has been sent then. */
export function mustHaveRoom(
  { freeBytes }: OpenedProjects,
  missing: Iterable<{
    readonly blob: { readonly sizeBytes: number };
    readonly repositories: readonly PushedImage['target'][];
    readonly held: string | undefined;
  }>,
): void {
  const needed = new Map<string, number>();
  let registry = '';
  for (const { blob, repositories, held } of missing) {
    for (const project of new Set(repositories.map(({ repository }) => projectOf(repository)))) {
      // a project pays once for what several of its repositories hold
      if (held !== undefined && projectOf(held) === project) continue;
      needed.set(project, (needed.get(project) ?? 0) + blob.sizeBytes);
    }
    registry = repositories[0]?.registry ?? registry;
  }
  for (const [project, bytes] of needed) {
    const free = freeBytes.get(project);
    if (free !== undefined && bytes > free)
      throw new FerrymanError('PUSH_E0002', {
        target: `${registry}/${project}`,
        detail: `${mebibytes(bytes)} MiB > ${mebibytes(free)} MiB`,
      });
  }
}

function projectOf(repository: string): string {
  return repository.split('/')[0] ?? '';
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}
