import { openSecrets, sealSecrets } from '../../../adapters/secrets/sealed-secrets.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import type { SiteStore } from '../../../ports/site-store.ts';
import type { CommandContext, CommandModule } from '../command.ts';
import { sitePassphrase } from '../site-passphrase.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  const secrets = program
    .command('secrets')
    .description(say('站点文件中用口令加密保存的密码', 'secrets kept in the site file under a passphrase'));
  secrets
    .command('keep')
    .argument('<name>', say('需求中引用的名称', 'name the requirements refer to'))
    .description(
      say(
        '把密码保存到站点文件（现场输入，或用 --secrets-fd 给出）',
        'keep a secret (asked for, or given with --secrets-fd) in the site file',
      ),
    )
    .action((name: string) =>
      run((context) =>
        context.withSite(async ({ store }) => {
          const value = context.givenSecrets[name] ?? (await context.askHidden(`${name}: `));
          if (!value) throw new FerrymanError('SSH_E0010', { secret: name });
          const passphrase = await needPassphrase(context);
          store.saveSealedSecrets(sealSecrets({ ...kept(store, passphrase), [name]: value }, passphrase));
          context.output.result({ kept: name }, [context.output.say(text(`已保存 ${name}`, `Kept ${name}`))]);
          return 0;
        }),
      )(),
    );
  secrets
    .command('list')
    .description(say('列出已保存密码的名称，从不显示内容', 'names of the secrets kept; never their values'))
    .action(() =>
      run((context) =>
        context.withSite(
          async ({ store }) => {
            const names =
              store.sealedSecrets() === undefined ? [] : Object.keys(kept(store, await needPassphrase(context)));
            context.output.result(
              names,
              names.length === 0 ? [context.output.say(text('没有保存任何密码', 'None kept'))] : names,
            );
            return 0;
          },
          { readOnly: true },
        ),
      )(),
    );
};

function kept(store: SiteStore, passphrase: string): Record<string, string> {
  const sealed = store.sealedSecrets();
  return sealed === undefined ? {} : openSecrets(sealed, passphrase);
}

async function needPassphrase(context: CommandContext): Promise<string> {
  const passphrase = await sitePassphrase(context);
  if (!passphrase) throw new FerrymanError('SSH_E0010', { secret: 'site' });
  return passphrase;
}
