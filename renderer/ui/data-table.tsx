import type { ReactNode } from 'react';

interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  /** Drawn in a column's head below its word, by the column's place. */
  readonly heads?: Readonly<Record<number, ReactNode>>;
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** More rows than this scroll inside the table, under its head. */
const tallRows = 14;

/** With so many columns a table is wider than the page, and each keeps room for its words. */
const manyColumns = 7;

/** A plain table: the first column is the row's name and stays in sight when the rest is scrolled. */
export function DataTable({ caption, columns, heads = {}, rows }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className={`table-frame ${rows.length > tallRows ? 'is-tall' : ''}`} tabIndex={0} aria-label={caption}>
      <table className={columns.length >= manyColumns ? 'is-wide' : undefined}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col">
                {column}
                {heads[index]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
