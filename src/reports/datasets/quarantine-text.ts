import type { QuarantineListing, ShownRow } from '../../contracts/quarantine.ts';
import { textTable } from '../text-table.ts';

/** Widest a cell with text of others is shown. */
const widest = 60;

/** How many rows were set aside, by source, file and reason. */
export function quarantineText(counts: QuarantineListing['counts']): string {
  if (counts.length === 0) return 'no row in landing is set aside';
  return textTable(
    ['source', 'file', 'reason', 'rows'],
    counts.map(({ source, file, reason, rows }) => [source, file, reason, String(rows)]),
    { leftColumns: 3 },
  );
}

/** A page of rows that were set aside, with what is wrong. */
export function quarantinedRowsText({ rows, total, nextPage }: QuarantinePage): string {
  if (total === 0) return 'no row in landing is set aside';
  const table = textTable(
    ['source', 'file', 'line', 'column', 'reason', 'detail', 'raw'],
    rows.map(({ source, file, line, column, reason, detail, raw }) => [
      source,
      file,
      line,
      column,
      reason,
      cut(detail),
      cut(raw),
    ]),
    { leftColumns: 7 },
  );
  return [
    table,
    ...(nextPage === undefined ? [] : ['', `${rows.length} of ${total} rows; the next ones: --page ${nextPage}`]),
  ].join('\n');
}

interface QuarantinePage {
  readonly rows: readonly ShownRow[];
  /** Rows of all pages. */
  readonly total: number;
  readonly nextPage?: string;
}

function cut(text: string): string {
  // Control characters of a broken file would steer the terminal.
  const plain = text.replaceAll(/\p{Cc}/gu, '␣');
  return plain.length > widest ? `${plain.slice(0, widest - 1)}…` : plain;
}
