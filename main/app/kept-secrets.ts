import type { SiteSession } from './site-session.ts';

type Keeper = Pick<SiteSession, 'store' | 'seal'>;

/** What the site file keeps under its passphrase; nothing where nothing was kept. KEY_E0001 the passphrase is another. */
export function keptSecrets({ store, seal }: Keeper, passphrase: string): Record<string, string> {
  const sealed = store.sealedSecrets();
  return sealed === undefined ? {} : seal.open(sealed, passphrase);
}

/** Keeps one more, or another value of it; the first passphrase is the one from then on. As `keptSecrets`. */
export function keepSecret(keeper: Keeper, passphrase: string, name: string, value: string): void {
  const { store, seal } = keeper;
  store.saveSealedSecrets(seal.seal({ ...keptSecrets(keeper, passphrase), [name]: value }, passphrase));
}
