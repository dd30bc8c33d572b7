import { qualifiedImageName } from '../bundle/image-reference.ts';
import type { Finding, FoundImage } from './found-image.ts';
import { imageOfSetting, imagesInText, imagesOfLines } from './scan-text.ts';

const depthCap = 200;
const passedOver: ReadonlySet<string> = new Set(['CustomResourceDefinition', 'Secret']);

export interface FoundInObjects {
  readonly images: readonly FoundImage[];
  /** Values of `image` fields that are no image's name, with their object. */
  readonly unreadable: readonly { readonly value: string; readonly in: string }[];
  /** Objects Helm starts only when somebody tests the installation: nothing of them is counted. */
  readonly tests: readonly string[];
}

/**
 * Every image the objects of a rendered chart name: in an `image` field of whatever kind, and in any other text. Passed over
 * are custom resource definitions, which describe images and start none, and secrets: no piece of one may end up in a lock
 * or be asked of a registry. Throws an Error where objects are nested too deeply.
 */
export function findImages(objects: readonly unknown[]): FoundInObjects {
  const images = new FoundImages();
  const unreadable: { value: string; in: string }[] = [];
  const tests: string[] = [];
  for (const object of objects.flatMap(listed)) {
    if (passedOver.has(textAt(object, 'kind') ?? '')) continue;
    const name = objectName(object);
    if (isTest(object)) {
      tests.push(name);
      continue;
    }
    const visit = { in: name, images, unreadable };
    walk(object, [], visit);
  }
  return { images: images.all(), unreadable, tests };
}

/** Gathers images by name; the same finding counts once. */
export class FoundImages {
  readonly #byName = new Map<string, Map<string, Finding>>();

  add(name: string, finding: Finding): void {
    const known = this.#byName.get(name) ?? new Map<string, Finding>();
    known.set(`${finding.way} ${finding.in}`, finding);
    this.#byName.set(name, known);
  }

  all(): FoundImage[] {
    return [...this.#byName]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, found]) => ({
        name,
        // an `image` field says more than the text beside it
        found: [...found.values()].filter((each) => each.way !== 'text' || !found.has(`image ${each.in}`)),
      }));
  }
}

interface Visit {
  readonly in: string;
  readonly images: FoundImages;
  readonly unreadable: { value: string; in: string }[];
}

function walk(value: unknown, path: readonly string[], visit: Visit): void {
  if (path.length > depthCap) throw new Error(`${visit.in} is nested more than ${depthCap} deep`);
  if (typeof value === 'string') {
    read(value, path, visit);
  } else if (Array.isArray(value)) {
    readPairs(value, visit);
    for (const [index, each] of value.entries()) walk(each, [...path, String(index)], visit);
  } else if (typeof value === 'object' && value !== null) {
    const { name, value: setting } = value as { name?: unknown; value?: unknown };
    if (typeof name === 'string' && typeof setting === 'string') readSetting(name, setting, visit);
    readParts(value, visit);
    for (const [key, each] of Object.entries(value)) walk(each, [...path, key], visit);
  }
}

function read(value: string, path: readonly string[], visit: Visit): void {
  const key = path.at(-1) ?? '';
  if (key === 'image') {
    const name = qualifiedImageName(value.trim());
    if (name !== undefined) visit.images.add(name, { way: 'image', in: visit.in });
    else if (value.trim() !== '') visit.unreadable.push({ value, in: visit.in });
    return;
  }
  readSetting(key, value, visit);
  const flag = /^--?([\w.-]+)=(.+)$/s.exec(value);
  if (flag !== null) readSetting(flag[1] ?? '', flag[2] ?? '', visit);
  for (const name of [...imagesInText(value), ...imagesOfLines(value)]) {
    visit.images.add(name, { way: 'text', in: visit.in });
  }
}

/** Custom resources that keep registry, repository and tag apart. */
function readParts(value: object, visit: Visit): void {
  const [registry, repository, tag] = ['registry', 'repository', 'tag'].map((key) => textAt(value, key));
  if (repository === undefined || tag === undefined) return;
  const name = qualifiedImageName(`${registry === undefined ? '' : `${registry}/`}${repository}:${tag}`);
  if (name !== undefined) visit.images.add(name, { way: 'image', in: visit.in });
}

/** `--solver-image`, `x`: a flag and its value as two arguments. */
function readPairs(list: readonly unknown[], visit: Visit): void {
  for (const [index, each] of list.entries()) {
    const next = list[index + 1];
    if (typeof each !== 'string' || typeof next !== 'string' || !/^--?[\w.-]+$/.test(each)) continue;
    readSetting(each, next, visit);
  }
}

function readSetting(name: string, value: string, visit: Visit): void {
  const image = imageOfSetting(name, value.trim());
  if (image !== undefined) visit.images.add(image, { way: 'text', in: visit.in });
}

/** The objects of a List, whatever it is a list of. */
function listed(object: unknown): unknown[] {
  const items: unknown = typeof object === 'object' && object !== null && 'items' in object ? object.items : undefined;
  return textAt(object, 'kind')?.endsWith('List') && Array.isArray(items) ? items : [object];
}

function objectName(object: unknown): string {
  const metadata = at(object, 'metadata');
  const parts = [textAt(object, 'kind'), textAt(metadata, 'namespace'), textAt(metadata, 'name')];
  return parts.filter((part) => part !== undefined).join('/') || '?';
}

function isTest(object: unknown): boolean {
  const hooks = textAt(at(at(object, 'metadata'), 'annotations'), 'helm.sh/hook')?.split(',') ?? [];
  return hooks.length > 0 && hooks.every((hook) => /^\s*test(-success|-failure)?\s*$/.test(hook));
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
