import type { RepositoriesView } from '../../../main/contract/bundle.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { bytes } from '../../ui/format.ts';

/** Each repository written, with the line a machine needs to install from it. */
export function RepositoryResult({ written }: { readonly written: RepositoriesView }) {
  const { t } = useWords();
  const said = t('bundle.repository.done', { count: written.repositories.length });
  return (
    <>
      <p>{said}</p>
      <p className="wrap-anywhere">
        <code>{written.path}</code>
      </p>
      <DataTable
        caption={said}
        columns={[
          t('bundle.repository.for'),
          t('bundle.repository.packages'),
          t('bundle.size'),
          t('bundle.repository.source'),
        ]}
        rows={written.repositories.map(({ distribution, platform, packages, sizeBytes, source }) => ({
          key: `${distribution} ${platform}`,
          cells: [
            `${distribution} (${platform})`,
            packages,
            <span key="size" className="nowrap">
              {bytes(sizeBytes)}
            </span>,
            <code key="source" className="wrap-anywhere">
              {source}
            </code>,
          ],
        }))}
      />
      <p className="muted">{t('bundle.repository.sourceNote')}</p>
    </>
  );
}
