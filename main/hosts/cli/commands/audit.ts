import { auditSite, auditView, signCheckpoint } from '../../../app/audit.ts';
import type { AuditView } from '../../../contract/audit.contract.ts';
import type { FoundEntry } from '../../../model/operation/journal.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';
import { type Output, table } from '../output.ts';
import { unlockKey } from '../unlock-key.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  const audit = program
    .command('audit')
    .description(say('本站点全部操作的记录', 'the record of everything done at this site'));
  audit
    .command('show')
    .description(
      say(
        '谁在何时做了什么；步骤见 status，--json 给出全部',
        'who did what, and when; steps are shown by status, and all of it with --json',
      ),
    )
    .action(() =>
      run(({ output, withSite }) =>
        withSite(
          async (session) => {
            const entries = [...session.store.foundEntries()];
            const view = auditView(session);
            output.result({ ...view, record: entries }, [
              ...table(entries.filter(({ event }) => !typeOf(event).startsWith('step-')).map(rowOf)),
              ...describe(view, output),
            ]);
            return 0;
          },
          { readOnly: true },
        ),
      )(),
    );
  audit
    .command('verify')
    .description(
      say(
        '从第一条起逐条核对记录、签名，以及报告引用的末项',
        'check every entry from the first, every signature, and the head the report names',
      ),
    )
    .action(() =>
      run(({ output, withSite }) =>
        withSite(
          async (session) => {
            const { fault } = auditSite(session);
            if (fault !== undefined) throw fault;
            const view = auditView(session);
            output.result({ holds: true, ...view }, describe(view, output));
            return 0;
          },
          { readOnly: true },
        ),
      )(),
    );
  audit
    .command('checkpoint')
    .option('--key <name>', say('签名密钥；只有一把时可省略', 'signing key; the only one unless said otherwise'))
    .description(say('用您的密钥为到目前为止的记录签名', 'sign the record as it stands now with a key of yours'))
    .action(({ key }: { key?: string }) =>
      run((context) =>
        context.withSite(async (session) => {
          const view = await signCheckpoint(session, await unlockKey(context, key));
          context.output.result(view, describe(view, context.output));
          return 0;
        }),
      )(),
    );
};

function describe({ entries, headHash, fault, checkpoint }: AuditView, output: Output): string[] {
  const say = output.say.bind(output);
  const head = `sha256:${headHash}`;
  return [
    fault === undefined
      ? say(text(`完好：共 ${entries} 条，末项 ${head}`, `Sound: ${entries} entries, head ${head}`))
      : `✗ ${fault.code}: ${say(fault.message)}`,
    ...(checkpoint === undefined
      ? [say(text('未签名：没有人为这份记录作保', 'Unsigned: nobody vouches for this record'))]
      : [
          say(
            text(
              `签名：${checkpoint.signer} (${checkpoint.keyId})，${checkpoint.at}，签到第 ${checkpoint.entries} 条`,
              `Signed: ${checkpoint.signer} (${checkpoint.keyId}), ${checkpoint.at}, up to entry ${checkpoint.entries}`,
            ),
          ),
          `  ${say(checkpoint.spoken)}`,
          ...(checkpoint.isKnownKey
            ? []
            : [
                say(
                  text(
                    '  本站点不认识这把密钥：请与签名人核对上面的口令词',
                    '  This site does not know that key: compare the words above with the signer',
                  ),
                ),
              ]),
        ]),
  ];
}

function rowOf({ seq, at, operationId, event }: FoundEntry): string[] {
  const by = typeof event === 'object' && event !== null && 'by' in event ? String(event.by) : '';
  return [String(seq), at, operationId, typeOf(event), by];
}

function typeOf(event: unknown): string {
  return typeof event === 'object' && event !== null && 'type' in event ? String(event.type) : '?';
}
