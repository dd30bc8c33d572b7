import type { BundleManifest } from './manifest.ts';
import type { KeyIdentity } from './signing-key.ts';

/** One file that goes onto a medium, with its sums in hex. */
export interface CarriedFile {
  /** Number of the volume; 0 for the manifest and signature of a bundle that was not split. */
  readonly index: number;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly sm3: string;
}

/** A bundle as it leaves the office: what papers that go with it are made from. */
export interface CarriedBundle {
  readonly manifest: Pick<BundleManifest, 'name' | 'version' | 'createdAt' | 'isPractice' | 'items'>;
  readonly manifestHash: string;
  readonly signer: KeyIdentity & { readonly name: string };
  /** All of them; a bundle that was not split has none. */
  readonly volumeCount: number;
  readonly files: readonly CarriedFile[];
  /** Of the whole bundle. */
  readonly totalBytes: number;
}
