import type { DeliveryReport } from '../../model/report/delivery-report.ts';
import { type Text, text } from '../../model/text.ts';
import { moment } from '../format.ts';
import { code, paragraph, type Section } from '../section.ts';

/** Where the password Ferryman made lies and whether a copy is kept; the password stands in no document. */
export function passwordSection({ registryPassword }: DeliveryReport): Section[] {
  if (registryPassword === undefined) return [];
  const { user, machine, file, escrow } = registryPassword;
  return [
    {
      id: 'passwords',
      title: text('站点镜像仓库的密码', 'Password of the site registry'),
      blocks: [
        paragraph(
          '密码为本站点随机生成，不是厂商默认值，也不写入任何文档。',
          'It was made for this site, is no default of the vendor, and stands in no document.',
        ),
        {
          type: 'key-values',
          rows: [
            { label: text('用户', 'User'), value: code(user) },
            {
              label: text('存放位置（仅 root 可读）', 'Where it lies, for root alone'),
              value: code(`${machine}:${file}`),
            },
            { label: text('托管', 'Escrow'), value: { content: escrowText(escrow) } },
          ],
        },
      ],
    },
  ];
}

function escrowText(escrow: NonNullable<DeliveryReport['registryPassword']>['escrow']): Text {
  if (escrow === null)
    return text(
      '未托管：只在上述机器上。可用 ferryman secrets escrow 存入站点文件。',
      'Not escrowed: it lies on that machine alone. ferryman secrets escrow keeps it in the site file.',
    );
  const { secret, by } = escrow;
  const when = moment(escrow.at);
  return text(
    `已托管：${by} 于 ${when} 存入站点文件，名称 ${secret}，由站点口令加密。`,
    `Escrowed: kept in the site file as ${secret}, under the site's passphrase, by ${by} at ${when}.`,
  );
}
