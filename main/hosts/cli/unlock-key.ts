import { listKeys, loadKey, type SigningKey } from '../../bundle/keys.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { text } from '../../model/text.ts';
import { keyDirectory } from '../key-directory.ts';
import type { CommandContext } from './command.ts';

/** A signing key of this person, its passphrase given as secret "key:<name>" or asked for; the only one unless one is named. */
export async function unlockKey(
  { givenSecrets, askHidden, output }: Pick<CommandContext, 'givenSecrets' | 'askHidden' | 'output'>,
  named: string | undefined,
): Promise<SigningKey> {
  const name = named ?? (await onlyKey());
  const passphrase =
    givenSecrets[`key:${name}`] ??
    (await askHidden(output.say(text(`密钥 ${name} 的口令：`, `Passphrase of key ${name}: `))));
  if (passphrase === undefined) throw new FerrymanError('SSH_E0010', { secret: `key:${name}` });
  return await loadKey(keyDirectory(), name, passphrase);
}

async function onlyKey(): Promise<string> {
  const [only, ...others] = await listKeys(keyDirectory());
  if (only !== undefined && others.length === 0) return only.name;
  throw new FerrymanError('KEY_E0002', { name: only === undefined ? '(none yet)' : '(several: choose with --key)' });
}
