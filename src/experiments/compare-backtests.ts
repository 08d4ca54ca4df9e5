import type { ComparedName, ExperimentComparison, PairedErrors } from '../contracts/experiment.ts';
import { compareIntervals } from './compare-intervals.ts';
import { pairedError, type WeekSums } from './paired-error.ts';
import { pairRows, type PairedRow, type RowsTable } from './pair-rows.ts';

/** What an interval is shown next to. */
const published: readonly ComparedName[] = ['ensemble', 'p50', 'mean'];

/** A backtest to compare, with the file it is from. */
export interface BacktestFile extends RowsTable {
  readonly file: string;
}

/** Parts of the rows of a table, each with a name, in the order in which people read them. */
export type SlicesOf = (
  rows: readonly number[],
) => readonly { readonly group: string; readonly rows: readonly number[] }[];

/**
 * Compares one forecaster of two backtests on the rows that both have.
 *
 * @param slices parts of the rows to compare as well, by positions in B
 */
export function compareBacktests(
  a: BacktestFile,
  b: BacktestFile,
  forecaster: ComparedName,
  slices?: { readonly by: string; readonly of: SlicesOf },
): ExperimentComparison {
  const { pairs, leftOut, onlyHere, otherActuals } = pairRows(a, b, forecaster);
  const weekOf = ({ inA }: PairedRow) => a.columns['week']?.[inA] ?? '';
  const errorsOf = (some: readonly PairedRow[]): PairedErrors => {
    const weeks = [...Map.groupBy(some, weekOf).values()];
    return { rows: some.length, wape: pairedError(weeks.map(wapeSums)), mape: pairedError(weeks.map(mapeSums)) };
  };
  const intervals = published.includes(forecaster) ? compareIntervals(a, b, pairs, weekOf) : undefined;
  const byRow = new Map(pairs.map((pair) => [pair.inB, pair]));
  return {
    comparisonVersion: 1,
    forecaster,
    a: { ...sideOf(a), leftOut: leftOut.a, onlyHere: onlyHere.a },
    b: { ...sideOf(b), leftOut: leftOut.b, onlyHere: onlyHere.b },
    otherActuals,
    overall: errorsOf(pairs),
    ...(intervals ? { intervals } : {}),
    weeks: [...Map.groupBy(pairs, weekOf)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([week, some]) => {
        const { errorA, errorB, whole } = wapeSums(some);
        return { week, rows: some.length, actual: whole, absoluteErrorA: errorA, absoluteErrorB: errorB };
      }),
    ...(slices
      ? {
          slices: {
            by: slices.by,
            groups: slices.of([...byRow.keys()]).map(({ group, rows }) => {
              return { group, ...errorsOf(rows.map((row) => byRow.get(row)!)) };
            }),
          },
        }
      : {}),
  };
}

function sideOf({ file, rows, columns }: BacktestFile) {
  const options = columns['options']?.[0];
  return { file, ...(options ? { options } : {}), rows };
}

/** Units missed, of the units sold. */
function wapeSums(pairs: readonly PairedRow[]): WeekSums {
  return {
    errorA: sum(pairs, ({ a, actual }) => Math.abs(a - actual)),
    errorB: sum(pairs, ({ b, actual }) => Math.abs(b - actual)),
    whole: sum(pairs, ({ actual }) => actual),
  };
}

/** Relative errors, of the rows with sales. */
function mapeSums(pairs: readonly PairedRow[]): WeekSums {
  const sold = pairs.filter(({ actual }) => actual > 0);
  return {
    errorA: sum(sold, ({ a, actual }) => Math.abs(a - actual) / actual),
    errorB: sum(sold, ({ b, actual }) => Math.abs(b - actual) / actual),
    whole: sold.length,
  };
}

function sum(pairs: readonly PairedRow[], read: (pair: PairedRow) => number): number {
  return pairs.reduce((total, pair) => total + read(pair), 0);
}
