import type { SitePlan } from '../../../model/plan/site-plan.ts';
import type { Block } from '../../../model/report/document.ts';
import { text } from '../../../model/text.ts';
import { paragraph, type Section } from '../../section.ts';
import { addressTable, certificateTable, domainTable, networkTable } from '../address-plan.ts';
import { portSections } from '../port-request.ts';
import { routeTable } from '../routing-table.ts';

const lying: Block = { type: 'page-break', orientation: 'landscape' };
const standing: Block = { type: 'page-break' };

/** Addresses, routes and ports: wide tables, so their pages lie on their side. */
export function networkSections(plan: SitePlan): Section[] {
  return [
    {
      id: 'addresses',
      title: text('IP、域名与虚拟地址规划', 'Addresses and names'),
      blocks: [
        paragraph(
          '机器的逐台地址见《地址与域名规划表》；这里列出网段、虚拟地址、域名与证书。',
          'The address plan lists every machine; here are networks, virtual addresses, names and certificates.',
        ),
        lying,
        heading('networks', '网段', 'Networks'),
        networkTable(plan),
        heading('virtual', '虚拟地址与地址转换', 'Virtual addresses and NAT'),
        addressTable(plan, ({ kind }) => kind !== 'machine', text('没有虚拟地址。', 'There are no virtual addresses.')),
        heading('domains', '域名', 'Names'),
        domainTable(plan),
        heading('certificates', '证书', 'Certificates'),
        certificateTable(plan),
      ],
    },
    { id: 'routes', title: text('路由规划', 'Routing'), blocks: [routeTable(plan)] },
    { id: 'ports', title: text('端口开通', 'Ports'), blocks: [...portSections(plan).map(lower), standing] },
  ];
}

function heading(id: string, zh: string, en: string): Block {
  return { type: 'heading', level: 3, id, text: text(zh, en) };
}

/** A chapter of the request is a part of a chapter here. */
function lower(block: Block): Block {
  return block.type === 'heading' ? { ...block, level: 3 } : block;
}
