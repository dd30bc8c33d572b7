import { randomUUID } from 'node:crypto';
import { findKind, hasLabels, type StoredObject } from './objects.ts';

type Listener = () => void;

/** As a watch tells it; a deleted object's version is that of its deletion. */
export interface ObjectChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: StoredObject;
}

/** The cluster's objects, by kind, namespace and name; tells when something changed, and knows what did. */
export class ObjectStore {
  readonly #byKind = new Map<string, Map<string, StoredObject>>();
  /** Never cut: a practice site lasts for a rehearsal or two. */
  readonly #changes: ObjectChange[] = [];
  readonly #listeners = new Set<Listener>();
  #version = 1_000;

  get version(): string {
    return String(this.#version);
  }

  list(kind: string, namespace?: string, labels: Readonly<Record<string, string>> = {}): StoredObject[] {
    return [...(this.#byKind.get(kind)?.values() ?? [])].filter(
      (object) => (namespace === undefined || object.metadata.namespace === namespace) && hasLabels(object, labels),
    );
  }

  get(kind: string, namespace: string | undefined, name: string): StoredObject | undefined {
    return this.#byKind.get(kind)?.get(keyOf(namespace, name));
  }

  /** Creates or replaces; what the cluster said of the object stays. */
  put(object: StoredObject): StoredObject {
    const { kind, metadata } = object;
    const isNamespaced = findKind(kind)?.isNamespaced ?? metadata.namespace !== undefined;
    const namespace = isNamespaced ? (metadata.namespace ?? 'default') : undefined;
    const objects = this.#byKind.get(kind) ?? new Map<string, StoredObject>();
    this.#byKind.set(kind, objects);
    const key = keyOf(namespace, metadata.name);
    const before = objects.get(key);
    const stored: StoredObject = {
      ...object,
      metadata: {
        ...metadata,
        ...(namespace === undefined ? {} : { namespace }),
        annotations: { ...before?.metadata.annotations, ...metadata.annotations },
        uid: before?.metadata.uid ?? randomUUID(),
        resourceVersion: this.#nextVersion(),
      },
      ...((object.status ?? before?.status) ? { status: object.status ?? before?.status ?? {} } : {}),
    };
    objects.set(key, stored);
    this.#tell({ type: before === undefined ? 'ADDED' : 'MODIFIED', object: stored });
    return stored;
  }

  remove(kind: string, namespace: string | undefined, name: string): boolean {
    const key = keyOf(namespace, name);
    const gone = this.#byKind.get(kind)?.get(key);
    if (gone === undefined) return false;
    this.#byKind.get(kind)?.delete(key);
    const metadata = { ...gone.metadata, resourceVersion: this.#nextVersion() };
    this.#tell({ type: 'DELETED', object: { ...gone, metadata } });
    return true;
  }

  /** What changed after a version, in order. */
  changesAfter(version: number): readonly ObjectChange[] {
    return this.#changes.slice(this.#changes.findLastIndex(({ object }) => versionOf(object) <= version) + 1);
  }

  /** Returns the function that ends it. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #nextVersion(): string {
    this.#version += 1;
    return String(this.#version);
  }

  #tell(change: ObjectChange): void {
    this.#changes.push(change);
    for (const listener of [...this.#listeners]) listener();
  }
}

export function versionOf({ metadata }: StoredObject): number {
  return Number(metadata.resourceVersion);
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
