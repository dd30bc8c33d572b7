import { Button } from 'antd';
import { useState } from 'react';
import type { InspectView } from '../../../main/contract/bundle.contract.ts';
import { useAsk } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { bytes } from '../../ui/format.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/page.tsx';
import { saveText } from '../../ui/save-file.ts';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';
import { BuildProof } from './build-proof.tsx';

/** What a bundle holds and under which licences; its bill of materials to take away. */
export function InspectForm() {
  const { t } = useWords();
  const [path, setPath] = useState('');
  const inspect = useAsk((client) => client.bundle.inspect({ path: path.trim() }));
  return (
    <Section title={t('bundle.inspect.title')} note={t('bundle.inspect.note')}>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          inspect.mutate(undefined);
        }}
      >
        <TextField label={t('bundle.path')} value={path} onChange={setPath} />
        <Failure of={[inspect.error]} />
        <div className="actions">
          <Button htmlType="submit" disabled={path.trim() === ''} loading={inspect.isPending}>
            {t('bundle.inspect.start')}
          </Button>
        </div>
      </form>
      {inspect.data !== undefined && <Inspected found={inspect.data} />}
    </Section>
  );
}

function Inspected({ found }: { readonly found: InspectView }) {
  const { t, say } = useWords();
  const { manifest, signer, path } = found;
  const { name, version, items, createdAt, record } = manifest;
  const sbom = useAsk((client) => client.bundle.sbom({ path }));
  return (
    <>
      <KeyValues
        rows={[
          [t('bundle.item'), `${name} ${version}`],
          [t('bundle.signature'), t('bundle.signedBy', { signer: signer.name })],
          [t('bundle.fingerprint'), <code key="words">{say(signer.spoken)}</code>],
          [t('bundle.inspect.built'), record === undefined ? createdAt : `${createdAt} · ${record.by}`],
        ]}
      />
      <BuildProof manifest={manifest} />
      <DataTable
        caption={t('bundle.inspect.title')}
        columns={[t('bundle.item'), t('bundle.size'), t('bundle.inspect.licence'), t('bundle.evidence')]}
        rows={items.map((item, index) => ({
          key: item.digest + item.platform + index,
          cells: [
            <span key="name" className="wrap-anywhere">
              {item.type === 'image' ? item.name : `${item.type === 'file' ? item.id : item.name} ${item.version}`}{' '}
              <span className="muted">{item.platform}</span>
            </span>,
            bytes(item.sizeBytes),
            item.licence ?? (
              <span key="licence" className="muted">
                {t('bundle.inspect.unstated')}
              </span>
            ),
            (record?.sources[index]?.evidence ?? []).map((evidence) => t(`bundle.evidence.${evidence}`)).join(' · ') ||
              '–',
          ],
        }))}
      />
      <Failure of={[sbom.error]} />
      <div className="actions">
        <Button
          loading={sbom.isPending}
          onClick={() =>
            sbom.mutate(undefined, {
              onSuccess: ({ fileName, json }) => saveText(fileName, 'application/vnd.cyclonedx+json', json),
            })
          }
        >
          {t('bundle.inspect.sbom')}
        </Button>
      </div>
    </>
  );
}
