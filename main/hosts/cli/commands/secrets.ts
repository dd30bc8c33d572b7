import { keepSecret, keptSecrets } from '../../../app/kept-secrets.ts';
import { escrowRegistryPassword } from '../../../app/registry-password.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
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
        context.withSite(async (session) => {
          const value = context.givenSecrets[name] ?? (await context.askHidden(`${name}: `));
          if (!value) throw new FerrymanError('SSH_E0010', { secret: name });
          const passphrase = await needPassphrase(context);
          keepSecret(session, passphrase, name, value);
          context.output.result({ kept: name }, [context.output.say(text(`已保存 ${name}`, `Kept ${name}`))]);
          return 0;
        }),
      )(),
    );
  secrets
    .command('escrow')
    .description(
      say(
        '从镜像仓库所在机器读出站点镜像仓库的密码，用口令加密保存到站点文件；没有口令就不保存',
        "read the site registry's password on its machine and keep it in the site file; without a passphrase nothing is kept",
      ),
    )
    .action(() =>
      run((context) =>
        context.withSite(async (session) => {
          const view = await escrowRegistryPassword(session, await needPassphrase(context));
          const { secret, user, machine, file } = view;
          context.output.result(view, [
            context.output.say(
              text(
                `已保存 ${secret}（用户 ${user}）；原件在 ${machine} 的 ${file}`,
                `Kept ${secret} (user ${user}); the original is ${file} on ${machine}`,
              ),
            ),
          ]);
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
          async (session) => {
            const hasAny = session.store.sealedSecrets() !== undefined;
            const names = hasAny ? Object.keys(keptSecrets(session, await needPassphrase(context))) : [];
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

async function needPassphrase(context: CommandContext): Promise<string> {
  const passphrase = await sitePassphrase(context);
  if (!passphrase) throw new FerrymanError('SSH_E0010', { secret: 'site' });
  return passphrase;
}
