import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { TableQuestion } from '../../../main/model/intake/question.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { CellControl } from './cell-control.tsx';

type Row = Record<string, string>;

interface RowTableProps {
  readonly question: TableQuestion;
  readonly rows: readonly Row[];
  readonly isWrong: boolean;
  readonly describedBy: string;
  readonly onWrite: (rows: Row[]) => void;
  readonly onKeep: (rows: Row[]) => void;
}

/** A table somebody fills in; kept when it is left as a whole, for a row half written is wrong. */
export function RowTable({ question, rows, isWrong, describedBy, onWrite, onKeep }: RowTableProps) {
  const { t, say } = useWords();
  const { isTechnical } = useSettings();
  const columns = question.columns.filter(
    ({ id, isTechnical: isHidden }) => !isHidden || isTechnical || rows.some((row) => row[id] !== undefined),
  );
  const changed = (at: number, column: string, cell: string) =>
    rows.map((row, index) => (index === at ? { ...row, [column]: cell } : row));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus has left
    <div
      className="row-table"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget))
          onKeep(rows.map(withoutEmpty).filter((row) => Object.keys(row).length > 0));
      }}
    >
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        <section className="table-frame" tabIndex={0} aria-label={say(question.title)}>
          <table>
            <thead>
              <tr>
                {columns.map(({ id, title, unit, isNeeded, example }) => (
                  <th key={id} scope="col">
                    {say(title)}
                    {unit !== undefined && ` (${say(unit)})`}
                    {isNeeded && ' *'}
                    {example !== undefined && <span className="cell-example">{say(example)}</span>}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{t('intake.removeRow')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name before they are written
                <tr key={at}>
                  {columns.map((column) => (
                    <td key={column.id}>
                      <CellControl
                        field={column}
                        value={row[column.id] ?? ''}
                        label={t('intake.cell', { row: at + 1, column: say(column.title) })}
                        isWrong={isWrong && column.isNeeded && (row[column.id] ?? '').trim() === ''}
                        describedBy={describedBy}
                        isInTable
                        onWrite={(cell) => onWrite(changed(at, column.id, cell))}
                        onKeep={(cell) => onWrite(changed(at, column.id, cell))}
                      />
                    </td>
                  ))}
                  <td>
                    <Button
                      type="text"
                      icon={<DeleteOutlined aria-hidden />}
                      aria-label={t('intake.removeThisRow', { row: at + 1 })}
                      onClick={() => onKeep(rows.filter((_, index) => index !== at))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Button icon={<PlusOutlined aria-hidden />} onClick={() => onWrite([...rows, {}])}>
        {t('intake.addRow')}
      </Button>
    </div>
  );
}

function withoutEmpty(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell.trim() !== ''));
}
