import { createHash } from 'node:crypto';

interface Stored {
  readonly type: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

/** What a practice registry holds, in memory: blobs by repository, manifests by tag and digest, uploads under way. */
export class RegistryContent {
  readonly #blobs = new Map<string, Stored>();
  readonly #manifests = new Map<string, Stored>();
  readonly #uploads = new Map<string, Buffer>();
  #uploadCount = 0;

  manifest(repository: string, reference: string): Stored | undefined {
    return this.#manifests.get(`${repository} ${reference}`);
  }

  putManifest(repository: string, reference: string, manifest: Stored): void {
    for (const name of [reference, manifest.digest]) this.#manifests.set(`${repository} ${name}`, manifest);
  }

  blob(repository: string, digest: string): Stored | undefined {
    return this.#blobs.get(`${repository} ${digest}`);
  }

  mount(repository: string, digest: string, from: string): boolean {
    const blob = this.blob(from, digest);
    if (blob !== undefined) this.#blobs.set(`${repository} ${digest}`, blob);
    return blob !== undefined;
  }

  openUpload(): string {
    this.#uploadCount += 1;
    const id = String(this.#uploadCount);
    this.#uploads.set(id, Buffer.alloc(0));
    return id;
  }

  /** Its size afterwards; undefined for an upload nobody opened. */
  append(id: string, bytes: Buffer): number | undefined {
    const before = this.#uploads.get(id);
    if (before === undefined) return undefined;
    this.#uploads.set(id, Buffer.concat([before, bytes]));
    return before.length + bytes.length;
  }

  /** False where the bytes are not those of the digest. */
  finish(repository: string, id: string, digest: string): boolean {
    const bytes = this.#uploads.get(id) ?? Buffer.alloc(0);
    this.#uploads.delete(id);
    if (`sha256:${createHash('sha256').update(bytes).digest('hex')}` !== digest) return false;
    this.#blobs.set(`${repository} ${digest}`, { type: 'application/octet-stream', digest, bytes });
    return true;
  }
}
