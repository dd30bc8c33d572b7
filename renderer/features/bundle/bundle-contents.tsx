import type { BundleView } from '../../../main/contract/plan.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { bytes } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

export function BundleContents({ bundle }: { readonly bundle: BundleView }) {
  const { t } = useWords();
  return (
    <>
      <Section title={`${bundle.name} ${bundle.version}`}>
        <KeyValues
          rows={[
            [
              t('bundle.signature'),
              <StateMark key="mark" kind="done" word={t('bundle.signedBy', { signer: bundle.signer })} />,
            ],
            [t('bundle.key'), <code key="key">{bundle.fingerprint}</code>],
            [t('bundle.size'), bytes(bundle.sizeBytes)],
            [t('bundle.use'), t(bundle.isPractice ? 'bundle.practice' : 'bundle.real')],
            [t('bundle.manifest'), <Hash key="hash" value={bundle.manifestHash} />],
            [t('bundle.path'), <code key="path">{bundle.path}</code>],
          ]}
        />
      </Section>
      <Section title={t('bundle.contents', { count: bundle.items.length })}>
        <DataTable
          caption={t('bundle.contents', { count: bundle.items.length })}
          columns={[t('bundle.item'), t('bundle.size'), t('bundle.digest')]}
          rows={bundle.items.map(({ name, sizeBytes, digest }) => ({
            key: `${name} ${digest}`,
            cells: [
              <span key="name" className="wrap-anywhere">
                {name}
              </span>,
              <span key="size" className="nowrap">
                {bytes(sizeBytes)}
              </span>,
              <Hash key="digest" value={digest} />,
            ],
          }))}
        />
      </Section>
    </>
  );
}
