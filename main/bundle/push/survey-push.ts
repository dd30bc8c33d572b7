import type { BundleManifest } from '../../model/bundle/manifest.ts';
import type { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { RegistryProjects } from '../../ports/registry-projects.ts';
import type { RegistryWriter } from '../../ports/registry-writer.ts';
import { lookForImages, type MissingBlob, missingBlobs } from './missing-blobs.ts';
import { findProjects, neededRoom, projectOf, shortages } from './projects.ts';
import { type PushedImage, type PushTarget, planPush } from './push-plan.ts';

/** What a push would do, as the registry stands; nothing in it was changed. */
export interface PushSurvey {
  /** Images the registry lacks or has otherwise, in the order of their names. */
  readonly changed: readonly PushedImage[];
  /** Names of those it has. */
  readonly unchanged: readonly string[];
  readonly missing: readonly MissingBlob[];
  /** What goes over the wire: blobs no repository of the registry holds, each once. */
  readonly sendBytes: number;
  /** Those to be created and those with a quota, in the order of their names. */
  readonly projects: readonly SurveyedProject[];
  /** PUSH_E0002 for each quota that is too small. */
  readonly shortages: readonly FerrymanError[];
}

export interface SurveyedProject {
  readonly name: string;
  readonly isNew: boolean;
  readonly neededBytes: number;
  /** Undefined = no quota, or not to be known: that of a new project is the administrator's default. */
  readonly freeBytes: number | undefined;
}

/** Asks a registry what a bundle's images lack there: one question an image, one a blob of those. PUSH_E0001, E0003–5. */
export async function surveyPush({
  manifest,
  target,
  registry,
  projects,
  signal,
}: {
  readonly manifest: BundleManifest;
  readonly target: PushTarget;
  readonly registry: RegistryWriter;
  /** Left out for a registry known to have none. */
  readonly projects?: RegistryProjects | undefined;
  readonly signal?: AbortSignal | undefined;
}): Promise<PushSurvey> {
  const images = planPush(manifest, target);
  const found = await findProjects(images, projects, signal);
  const isNew = ({ target: { repository } }: PushedImage) => found.missing.includes(projectOf(repository));
  const known = await lookForImages(
    images.filter((image) => !isNew(image)),
    registry,
    signal,
  );
  const changed = images.filter((image) => isNew(image) || known.changed.includes(image));
  const missing = await missingBlobs(changed, registry, isNew, signal);
  const needed = neededRoom(missing);
  const names = [...new Set([...found.missing, ...found.freeBytes.keys()])].sort();
  return {
    changed,
    unchanged: known.unchanged,
    missing,
    sendBytes: missing.reduce((sum, { blob, held }) => sum + (held === undefined ? blob.sizeBytes : 0), 0),
    projects: names.map((name) => ({
      name,
      isNew: found.missing.includes(name),
      neededBytes: needed.get(name) ?? 0,
      freeBytes: found.freeBytes.get(name),
    })),
    shortages: shortages(target.registry, needed, found.freeBytes),
  };
}
