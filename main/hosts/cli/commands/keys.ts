import { userInfo } from 'node:os';
import { createKey, listKeys, readPublicKey } from '../../../bundle/keys.ts';
import { spokenFingerprint } from '../../../model/bundle/fingerprint.ts';
import { type PublicKey, trustedKeyOf } from '../../../model/bundle/signing-key.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import { keyDirectory } from '../../key-directory.ts';
import type { CommandContext, CommandModule } from '../command.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  const keys = program.command('keys').description(say('离线包的签名密钥', 'signing keys for bundles'));
  keys
    .command('new')
    .argument('<name>', say('密钥名称', 'name of the key'))
    .description(
      say(
        '新建密钥对，私钥用口令加密（现场输入，或以 "key:<name>" 给出）',
        'make a key pair, the private half under a passphrase (asked for, or secret "key:<name>")',
      ),
    )
    .action((name: string) =>
      run(async (context) => {
        const passphrase = await newPassphrase(context, name);
        const key = await createKey(keyDirectory(), {
          name,
          use: 'release',
          passphrase,
          createdAt: new Date().toISOString(),
        });
        context.output.result(key, describe(key));
        return 0;
      })(),
    );
  keys
    .command('list')
    .description(say('您的全部密钥', 'the keys of this person'))
    .action(() =>
      run(async ({ output }) => {
        const all = await listKeys(keyDirectory());
        output.result(all, all.length === 0 ? [output.say(text('还没有密钥', 'No keys yet'))] : all.flatMap(describe));
        return 0;
      })(),
    );
  keys
    .command('trust')
    .argument('<public-key>', say('.pub 文件', 'the .pub file'))
    .option('--by <person>', say('核对人', 'who compared the words'))
    .description(
      say(
        '让本站点接受这把密钥签名的离线包；请先通过电话核对指纹口令词',
        'let this site take bundles signed by that key; compare the words over the telephone first',
      ),
    )
    .action((file: string, { by }: { by?: string }) =>
      run(({ output, withSite }) =>
        withSite(async ({ store }) => {
          const key = await readPublicKey(file);
          store.trustSigningKey({ ...trustedKeyOf(key), trustedBy: by ?? userInfo().username });
          output.result(key, describe(key));
          return 0;
        }),
      )(),
    );
};

async function newPassphrase({ givenSecrets, askHidden, output }: CommandContext, name: string): Promise<string> {
  const given = givenSecrets[`key:${name}`];
  if (given !== undefined) return given;
  const first = await askHidden(output.say(text('新密钥的口令：', 'Passphrase of the new key: ')));
  if (!first) throw new FerrymanError('SSH_E0010', { secret: `key:${name}` });
  const second = await askHidden(output.say(text('再输入一次：', 'Once more: ')));
  if (first !== second) throw new FerrymanError('KEY_E0001', { name });
  return first;
}

function describe(key: PublicKey): string[] {
  const { spoken, hex } = spokenFingerprint(key);
  return [`${key.name}  ${key.use}`, `  ${spoken.en}`, `  ${spoken.zh}`, `  ${hex}`];
}
