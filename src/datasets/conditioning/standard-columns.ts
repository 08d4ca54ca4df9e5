import type { StandardColumn } from '../../contracts/project.ts';
import type { NumberColumn, TextColumn } from '../../ports/table-engine.ts';

/** Rows as typed columns; `null` and absent values are missing, true and false become 1 and 0. */
export function toColumns(
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: readonly StandardColumn[],
): Record<string, TextColumn | NumberColumn> {
  return Object.fromEntries(
    columns.map(({ name, type }) => [
      name,
      type === 'number'
        ? Float64Array.from(rows, (row) => numberOrMissing(row[name]))
        : rows.map((row) => textOrMissing(row[name])),
    ]),
  );
}

function numberOrMissing(value: unknown): number {
  // Adding 0 turns -0 into 0: the two are equal, their bytes are not.
  return value === null || value === undefined ? Number.NaN : Number(value) + 0;
}

function textOrMissing(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
