import { CheckCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type Alternative, shapeName } from '../../../main/model/plan/planned-machine.ts';
import { useWords } from '../../i18n/words.ts';
import { ShareBar } from '../../ui/share-bar.tsx';
import { percent, plainNumber } from './amount.ts';
import { Figure } from './figure.tsx';
import { useShownPlan } from './plan-context.tsx';

interface AlternativesTableProps {
  readonly environment: string;
  readonly alternatives: readonly Alternative[];
}

/** The ways to buy the workers, one column each, so that they are compared line by line. */
export function AlternativesTable({ environment, alternatives }: AlternativesTableProps) {
  const { t, say } = useWords();
  const { plan } = useShownPlan();
  const memoryPrice = plan.assumptions.find(({ id }) => id === 'memory-price')?.value ?? 4;
  const cost = ({ totalCpuCores, totalMemoryGib }: Alternative) => totalCpuCores + totalMemoryGib / memoryPrice;
  const chosen = alternatives.find(({ isChosen }) => isChosen);
  const dearer = (offer: Alternative) =>
    chosen === undefined ? 0 : Math.round((cost(offer) / cost(chosen) - 1) * 100);
  const lines: readonly (readonly [string, (offer: Alternative) => ReactNode])[] = [
    [
      t('plan.offer.count'),
      ({ enough, spare, count }) =>
        enough + spare === count
          ? t('plan.offer.enoughSpare', { count, enough, spare })
          : t('plan.offer.atLeast', { count, enough }),
    ],
    [
      t('plan.offer.total'),
      ({ totalCpuCores, totalMemoryGib }) =>
        t('plan.offer.coresMemory', { cores: plainNumber(totalCpuCores), memory: plainNumber(totalMemoryGib) }),
    ],
    [
      t('plan.offer.cost', { price: memoryPrice }),
      (offer) =>
        offer.isChosen || dearer(offer) === 0
          ? plainNumber(cost(offer))
          : `${plainNumber(cost(offer))} (${dearer(offer) > 0 ? '+' : '−'}${Math.abs(dearer(offer))}%)`,
    ],
    [t('plan.offer.binding'), ({ binding }) => t(`plan.binding.${binding}`)],
    [t('plan.offer.used'), ({ usedShare }) => <ShareBar share={usedShare} words={percent(usedShare)} />],
    [
      t('plan.offer.degraded'),
      ({ usedShareDegraded, spare }) =>
        spare === 0 && usedShareDegraded <= 1 ? (
          <ShareBar
            share={usedShareDegraded}
            words={t('plan.offer.noPromise', { share: percent(usedShareDegraded) })}
          />
        ) : (
          <ShareBar
            share={usedShareDegraded}
            words={t(usedShareDegraded <= 1 ? 'plan.offer.holds' : 'plan.offer.fails', {
              share: percent(usedShareDegraded),
            })}
          />
        ),
    ],
    [t('plan.offer.note'), ({ note }) => say(note) || t('plan.offer.dearer')],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={t('plan.alternatives')}>
      <table className="offers">
        <caption className="visually-hidden">{t('plan.alternatives')}</caption>
        <thead>
          <tr>
            <td />
            {alternatives.map((offer) => (
              <th key={shapeName(offer.shape)} scope="col" className={offer.isChosen ? 'is-chosen' : undefined}>
                <span className="offer-name">
                  <Figure
                    id={
                      offer.isChosen
                        ? `${environment}.machines.worker.count`
                        : `${environment}.alternatives.${shapeName(offer.shape)}.count`
                    }
                  >
                    {shapeName(offer.shape)} × {offer.count}
                  </Figure>
                </span>
                {offer.isChosen && (
                  <span className="is-good">
                    <CheckCircleFilled aria-hidden /> {t('plan.offer.chosen')}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([label, tell]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {alternatives.map((offer) => (
                <td key={shapeName(offer.shape)} className={offer.isChosen ? 'is-chosen' : undefined}>
                  {tell(offer)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
