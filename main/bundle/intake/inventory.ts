import { SiteInventory } from '../../model/bundle/inventory.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { isMissingFile, printable, systemReason } from '../printable.ts';
import { readCapped } from '../read-capped.ts';
import { heldBlobs, storedBundles } from './bundle-store.ts';

const inventoryCapBytes = 256 * 1024 * 1024;

/** Lists what a store holds, by what its bundles' manifests were checked against when they came. */
export async function takeInventory(store: string, site: string, takenAt: string): Promise<SiteInventory> {
  const bundles = await storedBundles(store);
  const held = await heldBlobs(bundles);
  return {
    apiVersion: 'ferryman/v1',
    kind: 'SiteInventory',
    site,
    takenAt,
    bundles: bundles.map(({ manifest, manifestHash }) => ({
      name: manifest.name,
      version: manifest.version,
      manifestHash,
    })),
    blobs: [...held]
      .map(([digest, { sizeBytes }]) => ({ digest, sizeBytes }))
      .sort((a, b) => (a.digest < b.digest ? -1 : 1)),
  };
}

/** Reads an inventory that came back from a site. INTAKE_E0007 when it is none. */
export async function readInventory(path: string): Promise<SiteInventory> {
  const bytes = await readCapped(path, inventoryCapBytes).catch((error: unknown) => {
    throw noInventory(path, isMissingFile(error) ? 'no such file' : systemReason(error));
  });
  if (bytes === undefined) throw noInventory(path, `no file of at most ${inventoryCapBytes} bytes`);
  const parsed = SiteInventory.safeParse(jsonOf(bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw noInventory(path, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

function noInventory(path: string, detail: string): FerrymanError {
  return new FerrymanError('INTAKE_E0007', { path, detail: printable(detail) });
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
