import { randomUUID } from 'node:crypto';
import { findKind, hasLabels, type StoredObject } from './objects.ts';

type Listener = () => void;

/** The cluster's objects, by kind, namespace and name; tells when something changed. */
export class ObjectStore {
  readonly #objects = new Map<string, StoredObject>();
  readonly #listeners = new Set<Listener>();
  #version = 1_000;

  get version(): string {
    return String(this.#version);
  }

  list(kind: string, namespace?: string, labels: Readonly<Record<string, string>> = {}): StoredObject[] {
    return [...this.#objects.values()].filter(
      (object) =>
        object.kind === kind &&
        (namespace === undefined || object.metadata.namespace === namespace) &&
        hasLabels(object, labels),
    );
  }

  get(kind: string, namespace: string | undefined, name: string): StoredObject | undefined {
    return this.#objects.get(keyOf(kind, namespace, name));
  }

  /** Creates or replaces; what the cluster said of the object stays. */
  put(object: StoredObject): StoredObject {
    const { kind, metadata } = object;
    const isNamespaced = findKind(kind)?.isNamespaced ?? metadata.namespace !== undefined;
    const namespace = isNamespaced ? (metadata.namespace ?? 'default') : undefined;
    const key = keyOf(kind, namespace, metadata.name);
    const before = this.#objects.get(key);
    this.#version += 1;
    const stored: StoredObject = {
      ...object,
      metadata: {
        ...metadata,
        ...(namespace === undefined ? {} : { namespace }),
        annotations: { ...before?.metadata.annotations, ...metadata.annotations },
        uid: before?.metadata.uid ?? randomUUID(),
        resourceVersion: String(this.#version),
      },
      ...((object.status ?? before?.status) ? { status: object.status ?? before?.status ?? {} } : {}),
    };
    this.#objects.set(key, stored);
    this.#tell();
    return stored;
  }

  remove(kind: string, namespace: string | undefined, name: string): boolean {
    const isGone = this.#objects.delete(keyOf(kind, namespace, name));
    if (isGone) {
      this.#version += 1;
      this.#tell();
    }
    return isGone;
  }

  /** Returns the function that ends it. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
