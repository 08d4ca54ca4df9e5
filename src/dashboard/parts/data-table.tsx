import { Button, Table } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { sorted, type SortOrder } from './sorted.ts';

/** A column of a table. */
export interface Column<Row> {
  readonly name: string;
  readonly show: (row: Row) => ReactNode;
  /** By what a reader may sort. Default: not at all. */
  readonly by?: (row: Row) => string | number | undefined;
  /** `number` stands to the right, `wide` has room for sentences. Default `text`. */
  readonly kind?: 'text' | 'number' | 'wide';
}

interface Props<Row> {
  /** What the table shows, for those who cannot see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Narrower than this, in pixels, it scrolls. Default 600. */
  readonly minWidth?: number;
  /** Rows shown before a reader asks for all of them, in the order that the reader has chosen. Default: all. */
  readonly atFirst?: number;
}

/** A table that can be sorted by its headings and scrolls on a narrow screen. */
export function DataTable<Row>({ caption, columns, rows, keyOf, minWidth = 600, atFirst }: Props<Row>) {
  const [order, setOrder] = useState<SortOrder>();
  const by = columns.find(({ name }) => name === order?.column)?.by;
  const [all, setAll] = useState(false);
  const inOrder = by && order ? sorted(rows, by, order) : rows;
  const isCut = !all && atFirst !== undefined && inOrder.length > atFirst;
  const shown = isCut ? inOrder.slice(0, atFirst) : inOrder;
  const table = (
    <div className="scrolls" role="group" aria-label={caption} tabIndex={0}>
      <Table className="data-table" miw={minWidth} verticalSpacing={6} horizontalSpacing="xs" fz="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Heading key={column.name} column={column} order={order} onSort={setOrder} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map(({ name, kind = 'text', show }) => (
                <Table.Td key={name} className={kind}>
                  {show(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
  if (!isCut) return table;
  return (
    <>
      {table}
      <div>
        <Button size="xs" variant="default" onClick={() => setAll(true)}>
          Show all {inOrder.length}
        </Button>
      </div>
    </>
  );
}

interface HeadingProps {
  readonly column: Pick<Column<never>, 'name' | 'by' | 'kind'>;
  readonly order: SortOrder | undefined;
  readonly onSort: (order: SortOrder) => void;
}

function Heading({ column: { name, by, kind = 'text' }, order, onSort }: HeadingProps) {
  if (!by) {
    return (
      <Table.Th scope="col" className={kind}>
        {name}
      </Table.Th>
    );
  }
  const mine = order?.column === name ? order.direction : undefined;
  return (
    <Table.Th scope="col" className={kind} aria-sort={mine ?? 'none'}>
      <button
        type="button"
        className="sort"
        onClick={() => onSort({ column: name, direction: mine === 'ascending' ? 'descending' : 'ascending' })}
      >
        {name}
        <span aria-hidden="true">{mine === undefined ? '↕' : mine === 'ascending' ? '↑' : '↓'}</span>
      </button>
    </Table.Th>
  );
}
