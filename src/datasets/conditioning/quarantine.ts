import type { QuarantineReason, ReasonCounts } from '../../contracts/dataset.ts';
import { quarantineReasons } from '../../contracts/dataset.ts';
import type { Columns } from '../../ports/table-engine.ts';

/** A row that was set aside. */
export interface QuarantinedRow {
  readonly file: string;
  /** Line in the file, from 1; `undefined` where the conditioner's row belongs to no single line. */
  readonly line: number | undefined;
  /** Column of the standard table, where one is to blame. */
  readonly column: string | undefined;
  readonly reason: QuarantineReason;
  /** What was found and expected. */
  readonly detail: string;
  /** The row as it stood in the file. */
  readonly raw: string;
}

/** Rows per reason, in the order of the reasons' declaration. */
export function countReasons(rows: readonly QuarantinedRow[]): ReasonCounts {
  return addReasons(...rows.map((row) => ({ [row.reason]: 1 })));
}

/** The sum of several counts, in the order of the reasons' declaration. */
export function addReasons(...counts: readonly ReasonCounts[]): ReasonCounts {
  const sums = new Map<QuarantineReason, number>();
  for (const count of counts) {
    for (const reason in count) {
      const key = reason as QuarantineReason;
      sums.set(key, (sums.get(key) ?? 0) + (count[key] ?? 0));
    }
  }
  return Object.fromEntries(
    quarantineReasons.flatMap((reason) => (sums.has(reason) ? [[reason, sums.get(reason)]] : [])),
  );
}

/** The quarantine as a table, for people: ordered by file and line. */
export function quarantineTable(rows: readonly QuarantinedRow[]): Columns {
  const ordered = rows.toSorted((a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0));
  return {
    file: ordered.map((row) => row.file),
    line: ordered.map((row) => (row.line === undefined ? null : String(row.line))),
    column: ordered.map((row) => row.column ?? null),
    reason: ordered.map((row) => row.reason),
    detail: ordered.map((row) => row.detail),
    raw: ordered.map((row) => row.raw),
  };
}

/** One row in a sentence: `sales/a.csv, line 12, column units: negative-units, -3`. */
export function describeQuarantined(row: QuarantinedRow): string {
  const line = row.line === undefined ? '' : `, line ${row.line}`;
  const column = row.column === undefined ? '' : `, column ${row.column}`;
  return `${row.file}${line}${column}: ${row.reason}, ${row.detail}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
