import type { ComparedIntervals } from '../contracts/experiment.ts';
import { pairedError } from './paired-error.ts';
import type { PairedRow, RowsTable } from './pair-rows.ts';

const levels = { p10: 0.1, p50: 0.5, p90: 0.9 } as const;
const names = Object.keys(levels) as (keyof typeof levels)[];

/** One side's quantiles of a row, in units. */
type Quantiles = Readonly<Record<keyof typeof levels, number>>;

/**
 * What P10 to P90 of two backtests are worth, on the rows that have all quantiles in both. `undefined` where there is no such row, or
 * where nothing was sold in any.
 */
export function compareIntervals(
  a: RowsTable,
  b: RowsTable,
  pairs: readonly PairedRow[],
  weekOf: (pair: PairedRow) => string,
): ComparedIntervals | undefined {
  const rows = pairs.flatMap((pair) => {
    const [inA, inB] = [quantilesOf(a, pair.inA), quantilesOf(b, pair.inB)];
    return inA && inB ? [{ week: weekOf(pair), actual: pair.actual, inA, inB }] : [];
  });
  type Row = (typeof rows)[number];
  const sum = (some: readonly Row[], read: (row: Row) => number) => some.reduce((total, row) => total + read(row), 0);
  const both = (read: (quantiles: Quantiles, actual: number) => number, whole: number) => ({
    a: sum(rows, ({ inA, actual }) => read(inA, actual)) / whole,
    b: sum(rows, ({ inB, actual }) => read(inB, actual)) / whole,
  });
  const pinball = pairedError(
    [...Map.groupBy(rows, ({ week }) => week).values()].map((some) => ({
      errorA: sum(some, ({ inA, actual }) => pinballOf(inA, actual)),
      errorB: sum(some, ({ inB, actual }) => pinballOf(inB, actual)),
      whole: sum(some, ({ actual }) => actual),
    })),
  );
  if (pinball === null) return undefined;
  return {
    rows: rows.length,
    coverage: both(({ p10, p90 }, actual) => (p10 <= actual && actual <= p90 ? 1 : 0), rows.length),
    width: both(
      ({ p10, p90 }) => p90 - p10,
      sum(rows, ({ actual }) => actual),
    ),
    pinball,
  };
}

function quantilesOf({ columns }: RowsTable, row: number): Quantiles | undefined {
  const values = names.map((name) => columns[name]?.[row] ?? '');
  if (values.includes('')) return undefined;
  const [p10, p50, p90] = values.map(Number) as [number, number, number];
  return { p10, p50, p90 };
}

/** The mean loss of the three quantiles; see `pinball` in `contracts/metrics.ts`. */
function pinballOf(quantiles: Quantiles, actual: number): number {
  const losses = names.map((name) => {
    const above = actual - quantiles[name];
    return above >= 0 ? levels[name] * above : (levels[name] - 1) * above;
  });
  return losses.reduce((total, loss) => total + loss, 0) / names.length;
}
