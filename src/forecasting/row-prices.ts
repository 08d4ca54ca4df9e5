import type { BacktestRows } from './backtest-rows.ts';
import type { Panel } from './panel.ts';

/** Price per unit in each row's target week, NaN where none is known; `undefined` where the data have no price at all. */
export function rowPrices(panel: Panel, rows: Pick<BacktestRows, 'store' | 'item' | 'week'>): Float64Array | undefined {
  const { price } = panel.roles;
  const column = price === undefined ? undefined : panel.knownAhead[price];
  if (!column) return undefined;
  return readCells(panel, column, rows, (week) => week);
}

/** Units of each row's series in the same week of the year before, 52 weeks earlier; NaN where they are not known. */
export function unitsYearAgo(panel: Panel, rows: Pick<BacktestRows, 'store' | 'item' | 'week'>): Float64Array {
  return readCells(panel, panel.units, rows, (week) => week - weeksOfYear);
}

const weeksOfYear = 52;

/** The value of a series × week matrix in the cell of each row, in a week that follows from the target week's. */
function readCells(
  panel: Panel,
  matrix: Float64Array,
  { store, item, week }: Pick<BacktestRows, 'store' | 'item' | 'week'>,
  weekOf: (targetIndex: number) => number,
): Float64Array {
  const nWeeks = panel.weeks.length;
  const weekAt = new Map(panel.weeks.map((one, index) => [one, index]));
  const storeAt = new Map(panel.stores.map((one, index) => [one, index]));
  const itemAt = new Map(panel.items.map((one, index) => [one, index]));
  const nItems = panel.items.length;
  const seriesAt = new Map<number, number>();
  panel.seriesItem.forEach((of, series) => seriesAt.set(panel.seriesStore[series]! * nItems + of, series));
  return Float64Array.from(store, (name, row) => {
    const series = seriesAt.get((storeAt.get(name) ?? Number.NaN) * nItems + (itemAt.get(item[row]!) ?? Number.NaN));
    const at = weekOf(weekAt.get(week[row]!) ?? Number.NaN);
    return series === undefined || !(at >= 0) ? Number.NaN : matrix[series * nWeeks + at]!;
  });
}
