import type { RowsTable } from '../../src/experiments/pair-rows.ts';

/** A row of a backtest in a test; what is left out is the same for all. */
export type TestRow = Readonly<Record<string, string | number>>;

const common = { region: 'north', format: 'large', velocity: 'fast', store: 'n1', item: 'apples', step: 1 };

/** Rows as a table of texts. The cutoff is the week before the target week, as far as a test is concerned. */
export function rowsTable(rows: readonly TestRow[]): RowsTable {
  const complete = rows.map((row): TestRow => ({ ...common, cutoff: `before ${row['week']}`, ...row }));
  const names = Object.keys(complete[0] ?? {});
  return {
    rows: rows.length,
    columns: Object.fromEntries(names.map((name) => [name, complete.map((row) => String(row[name]))])),
  };
}
