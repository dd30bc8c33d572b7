import type { TransferPlan } from '../../model/plan/duties-plan.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';
import type { Ledger } from '../ledger.ts';

/** Longer than one working day on the line, and carrying it is faster. */
const mostLineHours = 8;

/** F11: how big the bundle is about, and whether to carry it or send it. */
export function transferPlan(
  { transfer }: Requirements,
  drafts: readonly EnvironmentDraft[],
  ledger: Ledger,
): TransferPlan {
  const perService = ledger.assumptions.get('image-gb-per-service');
  const platformGb = ledger.assumptions.get('platform-image-gb');
  const images = new Set(
    drafts.flatMap(({ services, choices }) => [
      ...services.flatMap((service) =>
        service.kind === 'module' && service.images.length === 0 ? [service.name] : service.images,
      ),
      ...choices.flatMap(({ component, placement }) =>
        placement === 'machines' ? component.images.map(({ name }) => name) : [],
      ),
    ]),
  );
  const sizeGb = Math.ceil((platformGb + images.size * perService) * 10) / 10;
  ledger.figure('transfer.size', {
    value: sizeGb,
    unit: 'GB',
    formula: 'platform images + images × GB of one image',
    inputs: { platformGb, images: images.size, perService },
    from: { platformGb: 'assumption:platform-image-gb', perService: 'assumption:image-gb-per-service' },
    source: { kind: 'planner-default', reference: 'F11' },
    meaning: text(
      '要带进现场的软件包大小（估计，打包后以实际为准）',
      'Size of what is carried in (an estimate until the bundle is built)',
    ),
  });
  const line = transfer.lineMbitPerSecond;
  const efficiency = ledger.assumptions.get('line-efficiency');
  const lineHours = line === undefined ? null : Math.round(((sizeGb * 8) / (line * efficiency * 3.6)) * 10) / 10;
  if (line !== undefined && lineHours !== null) {
    ledger.figure('transfer.lineHours', {
      value: lineHours,
      unit: 'h',
      formula: 'GB × 8 ÷ (Mbit/s × efficiency × 3.6)',
      inputs: { sizeGb, line, efficiency },
      from: {
        sizeGb: 'figure:transfer.size',
        line: 'answer:transfer.lineMbitPerSecond',
        efficiency: 'assumption:line-efficiency',
      },
      source: { kind: 'rule', reference: 'F11' },
      meaning: text('走线路要多少小时', 'Hours it takes over the line'),
    });
  }
  const way =
    transfer.way !== 'auto'
      ? transfer.way
      : lineHours === null
        ? 'undecided'
        : lineHours > mostLineHours
          ? 'media'
          : 'line';
  const statements = {
    media:
      lineHours === null
        ? text(`约 ${sizeGb} GB，用移动介质带入`, `About ${sizeGb} GB, carried on media`)
        : text(
            `约 ${sizeGb} GB，走线路要 ${lineHours} 小时，用移动介质带入更快`,
            `About ${sizeGb} GB: ${lineHours} h over the line, so carrying media is faster`,
          ),
    line: text(
      `约 ${sizeGb} GB，走线路约 ${lineHours ?? '?'} 小时`,
      `About ${sizeGb} GB, some ${lineHours ?? '?'} h over the line`,
    ),
    undecided: text(
      `约 ${sizeGb} GB；请告知线路带宽或允许的介质`,
      `About ${sizeGb} GB; tell us the line's speed or the media allowed`,
    ),
  };
  return { sizeGb, way, lineHours, statement: statements[way] };
}
