import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { DataTable } from './data-table.tsx';

interface LongTableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    /** What the filter looks in. */
    readonly text: string;
    readonly cells: readonly ReactNode[];
  }[];
  /** Said where there are no rows at all. */
  readonly empty: string;
}

/** Rows that are drawn at once: more of them and typing in the filter would lag. */
const portion = 80;
const fewRows = 12;

/** A table of any length: it scrolls inside itself, can be filtered, and is drawn a portion at a time. */
export function LongTable({ caption, columns, rows, empty }: LongTableProps) {
  const { t } = useWords();
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(portion);
  if (rows.length === 0) return <p className="muted">{empty}</p>;
  const word = wanted.trim().toLowerCase();
  const found = word === '' ? rows : rows.filter(({ text }) => text.toLowerCase().includes(word));
  return (
    <div className="long-table">
      {rows.length > fewRows && (
        <div className="table-filter">
          <Input
            allowClear
            aria-label={t('table.filter', { table: caption })}
            placeholder={t('table.filterHint')}
            value={wanted}
            onChange={({ target }) => setWanted(target.value)}
          />
          <span className="muted" role="status">
            {t('table.count', { found: found.length, all: rows.length })}
          </span>
        </div>
      )}
      <DataTable caption={caption} columns={columns} rows={found.slice(0, shown)} />
      {found.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + portion)}>{t('table.more', { rest: found.length - shown })}</Button>
        </div>
      )}
    </div>
  );
}
