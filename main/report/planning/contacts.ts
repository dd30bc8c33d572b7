import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { cell, strong } from '../section.ts';

type Section = SitePlan['contacts'][number]['answers'][number];

const organisations = { vendor: text('交付方', 'Vendor'), customer: text('客户', 'Customer') };

/** People who answer for one of these; everybody where none is named. An empty row per side where nobody is known. */
export function contactTable({ contacts }: Pick<SitePlan, 'contacts'>, sections: readonly Section[] = []): Block {
  const wanted = contacts.filter(
    ({ answers }) => sections.length === 0 || answers.length === 0 || answers.some((one) => sections.includes(one)),
  );
  const shown = wanted.length > 0 ? wanted : contacts;
  return {
    type: 'table',
    columns: [
      { title: text('单位', 'Side'), characters: 12 },
      { title: text('姓名', 'Name'), characters: 16 },
      { title: text('职责', 'Role'), characters: 28 },
      { title: text('电话', 'Telephone'), characters: 20 },
      { title: text('邮箱', 'E-mail'), characters: 30 },
    ],
    rows:
      shown.length > 0
        ? shown.map(({ organisation, name, role, phone, email }) => [
            cell(organisations[organisation]),
            strong(name),
            cell(role),
            phone === '' ? { look: 'blank' as const } : cell(phone),
            email === '' ? { look: 'blank' as const } : cell(email),
          ])
        : (['vendor', 'customer'] as const).map((side) => [
            cell(organisations[side]),
            ...Array.from({ length: 4 }, () => ({ look: 'blank' as const })),
          ]),
    whenEmpty: text('没有联系人。', 'Nobody is named.'),
  };
}

/** The person behind an id, by name. */
export function contactName({ contacts }: Pick<SitePlan, 'contacts'>, id: string): string {
  return contacts.find((contact) => contact.id === id)?.name ?? id;
}
