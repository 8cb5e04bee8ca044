import type { ReactNode } from 'react';
import './table.css';

export interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
  /** The title is read out but not shown: a column of buttons. */
  isQuiet?: boolean;
}

interface TableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: readonly T[];
  id: (row: T) => string;
}

/** A table that becomes a list of cards on a phone. The roles are spelt out because changing `display` drops them. */
export function Table<T>({ label, columns, rows, id }: TableProps<T>) {
  return (
    <table className="table" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.title} role="columnheader" scope="col">
              <span className={column.isQuiet ? 'only-for-readers' : undefined}>{column.title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={id(row)} role="row">
            {columns.map((column) => (
              <td key={column.title} role="cell" data-label={column.isQuiet ? undefined : column.title}><div>{column.cell(row)}</div></td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
