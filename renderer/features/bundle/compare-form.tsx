import { Button } from 'antd';
import { useState } from 'react';
import type { ComparisonView } from '../../../main/contract/bundle.contract.ts';
import { useAsk } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { bytes } from '../../ui/format.ts';
import { Section } from '../../ui/page.tsx';
import { type MarkKind, StateMark } from '../../ui/state-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../shared/failure.tsx';

type Item = ComparisonView['items'][number];

const marks: Readonly<Record<Item['state'], MarkKind>> = {
  same: 'not-applicable',
  changed: 'attention',
  added: 'ready',
  removed: 'fail',
};

export function CompareForm() {
  const { t } = useWords();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const compare = useAsk((client) => client.bundle.compare({ from: from.trim(), to: to.trim() }));
  return (
    <Section title={t('bundle.compare.title')} note={t('bundle.compare.note')}>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          compare.mutate(undefined);
        }}
      >
        <div className="field-row is-top">
          <TextField label={t('bundle.compare.from')} value={from} onChange={setFrom} />
          <TextField label={t('bundle.compare.to')} value={to} onChange={setTo} />
        </div>
        <Failure of={[compare.error]} />
        <div className="actions">
          <Button htmlType="submit" disabled={from.trim() === '' || to.trim() === ''} loading={compare.isPending}>
            {t('bundle.compare.start')}
          </Button>
        </div>
      </form>
      {compare.data !== undefined && <Comparison comparison={compare.data} />}
    </Section>
  );
}

function Comparison({ comparison }: { readonly comparison: ComparisonView }) {
  const { t } = useWords();
  const { from, to, items, newBytes, sharedBytes } = comparison;
  const changed = items.filter(({ state }) => state !== 'same');
  const said = t('bundle.compare.result', {
    changed: changed.length,
    same: items.length - changed.length,
    fresh: bytes(newBytes),
    shared: bytes(sharedBytes),
  });
  return (
    <>
      <p role="status">{changed.length === 0 ? t('bundle.compare.nothing') : said}</p>
      <DataTable
        caption={t('bundle.compare.title')}
        columns={[
          t('bundle.item'),
          t('word.state'),
          `${t('bundle.compare.from')}: ${from.name} ${from.version}`,
          `${t('bundle.compare.to')}: ${to.name} ${to.version}`,
        ]}
        rows={[...changed, ...items.filter(({ state }) => state === 'same')].map((item, index) => ({
          key: `${item.artifact} ${index}`,
          cells: [
            <span key="name" className="wrap-anywhere">
              {item.artifact}
            </span>,
            <StateMark key="state" kind={marks[item.state]} word={t(`bundle.compare.${item.state}`)} />,
            <Content key="from" content={item.from} />,
            <Content key="to" content={item.to} />,
          ],
        }))}
      />
    </>
  );
}

function Content({ content }: { readonly content: Item['from'] }) {
  if (content === undefined) return <span className="muted">–</span>;
  const { version, digest, sizeBytes } = content;
  return (
    <span className="wrap-anywhere">
      {version ?? digest.slice(7, 19)} · {bytes(sizeBytes)}
    </span>
  );
}
