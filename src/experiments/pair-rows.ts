import type { ComparedName } from '../contracts/experiment.ts';

/** Rows of a backtest, as `backtest --format csv --rows` writes them: all texts, a name per column. */
export interface RowsTable {
  readonly rows: number;
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

/** Columns that together name a row. Velocity is none of them: what moves fast may be another thing in another run. */
export const keyColumns = ['region', 'format', 'store', 'item', 'cutoff', 'week'] as const;

/** Positions of the same row in both tables, with its actual and what both forecast, in units. */
export interface PairedRow {
  readonly inA: number;
  readonly inB: number;
  readonly actual: number;
  readonly a: number;
  readonly b: number;
}

export interface Pairing {
  readonly pairs: readonly PairedRow[];
  /** Rows that are in no figure of the report, or have no forecast. */
  readonly leftOut: { readonly a: number; readonly b: number };
  /** Rows that the other side lacks. */
  readonly onlyHere: { readonly a: number; readonly b: number };
  /** Rows of both with different actuals. */
  readonly otherActuals: number;
}

/** Pairs the rows of two backtests that have a forecast in both. */
export function pairRows(a: RowsTable, b: RowsTable, forecaster: ComparedName): Pairing {
  const [sideA, sideB] = [sideOf(a, forecaster), sideOf(b, forecaster)];
  const pairs: PairedRow[] = [];
  let matched = 0;
  for (const [key, inA] of sideA.at) {
    const inB = sideB.at.get(key);
    if (inB === undefined) continue;
    matched += 1;
    const [actual, actualB] = [sideA.actual(inA), sideB.actual(inB)];
    if (actual === actualB) pairs.push({ inA, inB, actual, a: sideA.forecast(inA), b: sideB.forecast(inB) });
  }
  return {
    pairs,
    leftOut: { a: a.rows - sideA.at.size, b: b.rows - sideB.at.size },
    onlyHere: { a: sideA.at.size - matched, b: sideB.at.size - matched },
    otherActuals: matched - pairs.length,
  };
}

/** The rows that count, by their key. */
function sideOf({ rows, columns }: RowsTable, forecaster: ComparedName) {
  const keys = keyColumns.map((name) => columns[name] ?? []);
  const actual = numberIn(columns['actual'] ?? []);
  const forecast = numberIn(columns[forecaster] ?? []);
  const counts = columns['counts'];
  const at = new Map<string, number>();
  for (let row = 0; row < rows; row += 1) {
    if (counts?.[row] === '0' || Number.isNaN(forecast(row)) || Number.isNaN(actual(row))) continue;
    let key = keys.map((column) => column[row]).join('\0');
    // Where a velocity had no items yet, a window has those of today, and another velocity may have the same.
    while (at.has(key)) key += '\0';
    at.set(key, row);
  }
  return { at, actual, forecast };
}

/** Numbers of a column of texts; NaN where a cell is empty. */
function numberIn(column: readonly string[]): (row: number) => number {
  return (row) => (column[row] === '' ? Number.NaN : Number(column[row]));
}
