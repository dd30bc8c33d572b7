import type { LockView } from '../../../main/contract/bundle.contract.ts';
import { foundWayText } from '../../../main/model/charts/found-image.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';

/** What each chart of a lock needs, and how and where that was found. */
export function ChartImages({ charts }: Pick<LockView, 'charts'>) {
  const { t, say } = useWords();
  return charts.map(({ chart, images }) => {
    const said = t('bundle.chart.needs', { chart, count: images.length });
    return (
      <section key={chart}>
        <p className="wrap-anywhere">{said}</p>
        {images.length > 0 && (
          <DataTable
            caption={said}
            columns={[t('bundle.chart.image'), t('bundle.chart.found')]}
            rows={images.map(({ name, found }) => ({
              key: name,
              cells: [
                <span key="name" className="wrap-anywhere">
                  {name}
                </span>,
                <span key="found" className="wrap-anywhere">
                  {found.map((each) => `${say(foundWayText(each.way))} ${each.in}`).join(' · ')}
                </span>,
              ],
            }))}
          />
        )}
      </section>
    );
  });
}
