import { listKeys } from '../../../bundle/keys.ts';
import type { BundleTrust } from '../../../bundle/trust.ts';
import { type TrustedKey, trustedKeyOf } from '../../../model/bundle/signing-key.ts';
import { keyDirectory } from '../../key-directory.ts';
import type { CommandContext } from '../command.ts';

/**
 * For looking at a bundle, which takes nothing into a site: this person's own keys, and the site's where there is one.
 * `isSiteOnly`: as that site itself would judge it.
 */
export async function trustedHere(
  { hasSite, withSite }: Pick<CommandContext, 'hasSite' | 'withSite'>,
  { isSiteOnly = false } = {},
): Promise<BundleTrust> {
  const trustedKeys: TrustedKey[] = isSiteOnly ? [] : (await listKeys(keyDirectory())).map(trustedKeyOf);
  let isPracticeSite = !isSiteOnly;
  if (hasSite) {
    await withSite(
      async ({ store }) => {
        trustedKeys.push(...store.signingKeys());
        isPracticeSite ||= store.isPractice;
        return 0;
      },
      { readOnly: true },
    );
  }
  return { trustedKeys, isPracticeSite };
}
