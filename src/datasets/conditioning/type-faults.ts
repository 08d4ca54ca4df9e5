import type { StandardColumn } from '../../contracts/project.ts';
import type { QuarantinedRow } from './quarantine.ts';
import type { RowFault } from './row-faults.ts';

/** The values of a column that are not of its type. */
export interface TypeFaults {
  readonly column: string;
  /** What they have to be. */
  readonly expected: string;
  readonly rows: number;
  /** One of them, with its line. */
  readonly found: string;
}

/** Counts the rows that were set aside because a value is not of its column's type. */
export class TypeFaultCounter {
  readonly #numbers: ReadonlySet<string>;
  readonly #faults = new Map<string, { expected: string; rows: number; found: string }>();

  constructor(columns: readonly StandardColumn[]) {
    this.#numbers = new Set(columns.filter(({ type }) => type === 'number').map(({ name }) => name));
  }

  add(row: QuarantinedRow & RowFault): void {
    const expected = this.#expected(row);
    if (expected === undefined || row.column === undefined) return;
    const known = this.#faults.get(row.column);
    if (known) known.rows += 1;
    else {
      const place = row.line === undefined ? '' : ` on line ${row.line}`;
      this.#faults.set(row.column, { expected, rows: 1, found: `in "${row.raw}"${place}` });
    }
  }

  /** The column with most of them. */
  most(): TypeFaults | undefined {
    const [most] = [...this.#faults].sort(([, a], [, b]) => b.rows - a.rows);
    return most && { column: most[0], ...most[1] };
  }

  #expected({ column, reason, detail }: RowFault): string | undefined {
    if (reason === 'impossible-date') return 'a date as YYYY-MM-DD';
    if (column === undefined || !this.#numbers.has(column)) return undefined;
    const isText = reason === 'schema' && detail.startsWith('"');
    return reason === 'unparsable-value' || isText ? 'a number' : undefined;
  }
}
