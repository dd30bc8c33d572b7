import { userInfo } from 'node:os';
import { listHosts, scanHosts, trustHosts } from '../../../app/trust-hosts.ts';
import type { HostView } from '../../../contract/hosts.contract.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';
import { type Output, table } from '../output.ts';

interface TrustOptions {
  readonly fingerprint: string[];
  readonly by?: string;
}

export const register: CommandModule['register'] = (program, run, say) => {
  const hosts = program
    .command('hosts')
    .description(say('站点的机器及其主机密钥', 'the machines of the site and their host keys'));
  hosts
    .command('list')
    .description(say('已知的机器情况', 'what is known of the machines'))
    .action(() =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const views = listHosts(session);
          output.result(views, describe(views, output));
          return 0;
        }),
      )(),
    );
  hosts
    .command('trust')
    .option(
      '--fingerprint <machine=SHA256:…>',
      say('已在机器本身核对过的指纹；可重复给出', 'a fingerprint compared on the machine itself; may be repeated'),
      (value, all: string[]) => [...all, value],
      [],
    )
    .option('--by <person>', say('核对人', 'who compared them'))
    .description(
      say(
        '显示指纹并逐一确认；没有终端时须用 --fingerprint 逐一给出',
        'show the fingerprints and ask; without a terminal, each must be given with --fingerprint',
      ),
    )
    .action((options: TrustOptions) =>
      run(({ output, ask, withSite }) =>
        withSite(async (session) => {
          const scanned = await scanHosts(session);
          const given = new Map(options.fingerprint.map((pair) => pair.split('=', 2) as [string, string]));
          const open = scanned.filter(({ trusted, shown }) => shown !== undefined && shown !== trusted);
          output.note(
            text(
              '请在每台机器的控制台上核对指纹（ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub）：',
              'Compare on the console of each machine (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub):',
            ),
          );
          if (!output.isJson) process.stdout.write(`${describe(scanned, output).join('\n')}\n`);
          const chosen: { machine: string; fingerprint: string }[] = [];
          for (const { machine, shown = '' } of open) {
            const answer =
              given.get(machine) ??
              ((await ask(
                output.say(
                  text(`${machine} ${shown} 一致吗？输入 yes：`, `${machine} ${shown}: is it the same? Type yes: `),
                ),
              )) === 'yes'
                ? shown
                : undefined);
            if (answer !== undefined) chosen.push({ machine, fingerprint: answer });
          }
          const after = await trustHosts(session, chosen, options.by ?? userInfo().username);
          const untrusted = after.filter(({ trusted }) => trusted === undefined).length;
          output.result(after, [
            output.say(
              text(
                `已信任 ${after.length - untrusted} 台，未信任 ${untrusted} 台`,
                `${after.length - untrusted} trusted, ${untrusted} not`,
              ),
            ),
          ]);
          return untrusted === 0 ? 0 : 4;
        }),
      )(),
    );
  hosts
    .command('forget')
    .argument('<machine>', say('要忘记密钥的机器', 'machine whose key is to be forgotten'))
    .description(
      say(
        '查明密钥变化的原因后，忘记这台机器已信任的密钥',
        'forget the trusted key of a machine, after you found out why it changed',
      ),
    )
    .action((machine: string) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          session.store.hostKeys.forget(machine);
          output.result({ machine }, [
            output.say(text(`已忘记 ${machine} 的主机密钥`, `Forgot the host key of ${machine}`)),
          ]);
          return 0;
        }),
      )(),
    );
};

function describe(views: readonly HostView[], output: Output): string[] {
  return table(
    views.map(({ machine, address, role, shown, trusted, error }) => [
      machine,
      address,
      role,
      shown ?? trusted ?? '',
      error !== undefined
        ? `${error.code} ${output.say(error.message)}`
        : trusted === undefined
          ? '?'
          : shown === undefined || shown === trusted
            ? '✓'
            : '✗ CHANGED',
    ]),
  );
}
