import { partyName } from '../../model/plan/party-names.ts';
import type { DeliveryReport } from '../../model/report/delivery-report.ts';
import { text } from '../../model/text.ts';
import { day, daysBetween } from '../format.ts';
import { cell, code, paragraph, type Section, strong } from '../section.ts';

/** Days before its end from which a certificate is shown as a warning. */
const warnDays = 60;

export function networkSection({ ports }: DeliveryReport): Section {
  return {
    id: 'network',
    title: text('网络放行清单', 'Network flows'),
    blocks: [
      {
        type: 'table',
        columns: [
          { title: text('来源', 'From'), width: 'medium' },
          { title: text('目的', 'To'), width: 'medium' },
          { title: text('端口', 'Port'), width: 'narrow' },
          { title: text('用途', 'Purpose'), width: 'wide' },
          { title: text('期限', 'Needed'), width: 'narrow' },
        ],
        rows: ports.map(({ from, to, protocol, port, purpose, duration }) => [
          cell(partyName(from)),
          cell(partyName(to)),
          code(`${protocol}/${port}`),
          cell(purpose),
          cell(duration === 'lasting' ? text('长期', 'lasting') : text('仅安装期间', 'install only')),
        ]),
        whenEmpty: text('没有需要放行的流量。', 'No flow is needed.'),
      },
    ],
  };
}

export function softwareSection({ versions }: DeliveryReport): Section {
  return {
    id: 'software',
    title: text('软件清单', 'Software'),
    blocks: [
      paragraph(
        '交付的每一项软件及其内容摘要（SHA-256）。同一摘要即同一内容。',
        'Every piece of software delivered, with the SHA-256 of its content. The same digest is the same content.',
      ),
      {
        type: 'table',
        columns: [
          { title: text('名称', 'Name'), width: 'medium' },
          { title: text('版本', 'Version'), width: 'narrow' },
          { title: text('摘要', 'Digest'), width: 'wide' },
        ],
        rows: versions.map(({ name, version, platform, digest }) => [
          { ...strong(name), note: platform },
          cell(version),
          code(digest),
        ]),
        whenEmpty: text('没有记录。', 'Nothing is recorded.'),
      },
    ],
  };
}

/** Soonest first. */
export function certificateSection({ certificates, generatedAt }: DeliveryReport): Section {
  const sorted = [...certificates].sort((a, b) => (a.notAfter < b.notAfter ? -1 : a.notAfter > b.notAfter ? 1 : 0));
  return {
    id: 'certificates',
    title: text('证书到期日历', 'Certificate calendar'),
    blocks: [
      paragraph(
        '证书到期后对应的功能会停止工作。请在到期前安排续期。',
        'When a certificate ends, what depends on it stops. Plan its renewal before that day.',
      ),
      {
        type: 'table',
        columns: [
          { title: text('到期日', 'Ends on'), width: 'narrow' },
          { title: text('剩余天数', 'Days left'), width: 'narrow' },
          { title: text('证书', 'Certificate'), width: 'wide' },
          { title: text('所在服务器', 'Where'), width: 'medium' },
        ],
        rows: sorted.map(({ name, target, notAfter }) => {
          const days = daysBetween(generatedAt, notAfter);
          const status = days < 0 ? ('fail' as const) : days < warnDays ? ('warn' as const) : ('pass' as const);
          return [strong(day(notAfter)), { status, content: String(days) }, cell(name), cell(target)];
        }),
        whenEmpty: text('没有记录到证书。', 'No certificate is recorded.'),
      },
    ],
  };
}
