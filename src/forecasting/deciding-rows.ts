import { rowIndices, selectRows, type BacktestRows } from './backtest-rows.ts';

/** The rows of windows that decide: all but the odd ones, or all where there are no others. */
export function decidingRows(rows: BacktestRows): BacktestRows {
  const chosen = decidingRowsOf(rows);
  return chosen.length === rows.actual.length ? rows : selectRows(rows, chosen);
}

/** Their positions. */
export function decidingRowsOf(rows: BacktestRows): readonly number[] {
  const { odd = {} } = rows;
  const all = rowIndices(rows);
  const chosen = all.filter((row) => odd[rows.cutoff[row]!] === undefined);
  return chosen.length === 0 ? all : chosen;
}
