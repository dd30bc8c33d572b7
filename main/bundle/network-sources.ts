import type { ChartRenderer } from '../ports/chart-renderer.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContainerdImages } from '../ports/containerd-images.ts';
import type { ImageRegistry } from '../ports/image-registry.ts';
import type { RemoteFiles } from '../ports/remote-files.ts';

/** What lies outside the builder's own files. */
export interface NetworkSources {
  readonly registry: ImageRegistry;
  readonly files: RemoteFiles;
  readonly containerd: ContainerdImages;
  readonly charts: ChartRenderer;
  readonly clock: Clock;
}
