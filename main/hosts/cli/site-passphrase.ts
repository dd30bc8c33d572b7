import { text } from '../../model/text.ts';
import type { CommandContext } from './command.ts';

/** The passphrase of the site's kept secrets: secret "site" of --secrets-fd, or asked for; undefined where nobody can be asked. */
export async function sitePassphrase({
  givenSecrets,
  askHidden,
  output,
}: Pick<CommandContext, 'givenSecrets' | 'askHidden' | 'output'>): Promise<string | undefined> {
  return (
    givenSecrets.site ?? (await askHidden(output.say(text('站点密码库的口令：', "Passphrase of the site's secrets: "))))
  );
}
