import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobSource } from '../model/bundle/lock.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { ContainerdImages } from '../ports/containerd-images.ts';
import type { ImageLayout } from './image-layout.ts';
import { openLayoutArchive, openLayoutDirectory } from './open-layout.ts';
import { specPath } from './paths.ts';

export type LayoutSource = Extract<BlobSource, { type: 'layout' | 'archive' | 'containerd' }>;

/** Image layouts of this machine, each opened once. Close when done. */
export class LocalLayouts {
  readonly #specFile: string;
  readonly #platforms: readonly string[];
  readonly #containerd: ContainerdImages | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #opened = new Map<string, Promise<ImageLayout>>();

  constructor(
    specFile: string,
    platforms: readonly string[],
    containerd: ContainerdImages | undefined,
    signal: AbortSignal | undefined,
  ) {
    this.#specFile = specFile;
    this.#platforms = platforms;
    this.#containerd = containerd;
    this.#signal = signal;
  }

  /** Rejects as node:fs does, with an Error that says why it is no layout, or with BUNDLE_E0022. */
  open(source: LayoutSource): Promise<ImageLayout> {
    const key = canonicalJson(source);
    const known = this.#opened.get(key) ?? this.#open(source);
    this.#opened.set(key, known);
    return known;
  }

  async close(): Promise<void> {
    for (const opening of this.#opened.values()) {
      const layout = await opening.catch(() => undefined);
      await layout?.close();
    }
    this.#opened.clear();
  }

  async #open(source: LayoutSource): Promise<ImageLayout> {
    if (source.type === 'containerd') return await this.#export(source);
    const path = specPath(this.#specFile, source.path);
    if (source.type === 'archive') return await openLayoutArchive(path);
    if (!(await stat(path)).isDirectory()) throw new Error('not a folder');
    return openLayoutDirectory(path);
  }

  async #export(source: Extract<LayoutSource, { type: 'containerd' }>): Promise<ImageLayout> {
    const { address } = source;
    if (this.#containerd === undefined) throw new FerrymanError('BUNDLE_E0022', { address, detail: 'not here' });
    const folder = await mkdtemp(join(tmpdir(), 'ferryman-containerd-'));
    const remove = () => rm(folder, { recursive: true, force: true });
    try {
      const file = join(folder, 'images.tar');
      await this.#containerd.export(source, this.#platforms, file, this.#signal);
      const layout = await openLayoutArchive(file);
      return {
        ...layout,
        close: async () => {
          await layout.close();
          await remove();
        },
      };
    } catch (error) {
      await remove();
      throw error;
    }
  }
}
