import type { OpenedContent } from './image-registry.ts';

/** Files behind http and https addresses; errors as `ImageRegistry`. */
export interface RemoteFiles {
  /** Size and the first bytes (at most 64), without fetching the rest. SOURCE_E0005 where the size is not told. */
  peek(url: string, signal?: AbortSignal): Promise<{ readonly sizeBytes: number; readonly head: Uint8Array }>;
  /** A small text file, at most 1 MiB. */
  text(url: string, signal?: AbortSignal): Promise<string>;
  read(url: string, offset: number, signal?: AbortSignal): Promise<OpenedContent>;
}
