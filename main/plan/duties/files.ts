import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';

/** F13: a fifth for snapshots, and a fifth of the whole kept free. */
const snapshots = 1.2;
const used = 0.8;

/** Room for shared files at the end of the years planned for; nothing where nobody said how much there is. */
export function fileStorage({ files, load }: Requirements, ledger: Ledger): void {
  const { sizeGb } = files;
  if (sizeGb === undefined) return;
  const growth = files.growthPerYear ?? ledger.assumptions.get('growth-per-year');
  const years = load.years ?? ledger.assumptions.get('years');
  ledger.figure('files.storage', {
    value: Math.ceil(Math.round(((sizeGb * (1 + growth) ** years * snapshots) / used) * 1e6) / 1e6),
    unit: 'GB',
    formula: '⌈GB of files × (1 + growth)^years × 1.2 ÷ 0.8⌉',
    inputs: { sizeGb, growth, years },
    from: {
      sizeGb: 'answer:files.sizeGb',
      growth: files.growthPerYear === undefined ? 'assumption:growth-per-year' : 'answer:files.growthPerYear',
      years: load.years === undefined ? 'assumption:years' : 'answer:load.years',
    },
    source: { kind: 'rule', reference: 'F13' },
    meaning: text(
      `共享文件（NAS）要预留的空间：${years} 年后的文件、两成快照，再留两成不写满`,
      `Room for shared files (NAS): what there is after ${years} years, a fifth for snapshots, and a fifth never filled`,
    ),
  });
}
