import { comparedNames, type ComparedName } from '../../contracts/experiment.ts';
import { compareBacktests, type BacktestFile } from '../../experiments/compare-backtests.ts';
import { comparisonText } from '../../reports/backtest/comparison-text.ts';
import { UsageError } from '../usage.ts';
import { readRowsFile } from './read-rows-file.ts';
import { slicesOfFile } from './slices-of-file.ts';

export interface CompareCommandOptions {
  readonly forecaster: string;
  readonly by?: string;
  readonly json?: boolean;
}

/**
 * `shelfcast backtest compare A B`: whether one backtest is better than another, on the rows that both have. Returns the exit code.
 *
 * @throws UsageError where a file is not what it should be, or both have no row in common
 */
export async function compareCommand(fileA: string, fileB: string, options: CompareCommandOptions): Promise<number> {
  const { forecaster, by } = options;
  if (!isCompared(forecaster)) {
    throw new UsageError(`there is no forecaster "${forecaster}"; there are ${comparedNames.join(', ')}`);
  }
  const a = await readRowsFile(fileA, forecaster);
  const b = await readRowsFile(fileB, forecaster);
  const slices = by === undefined ? undefined : { by, of: slicesOfFile(b, by) };
  const comparison = compareBacktests(a, b, forecaster, slices);
  if (comparison.overall.rows === 0) throw new UsageError(nothingInCommon(a, b, comparison.otherActuals));
  process.stdout.write(
    options.json ? `${JSON.stringify(comparison, undefined, 2)}\n` : `${comparisonText(comparison)}\n`,
  );
  return 0;
}

function isCompared(name: string): name is ComparedName {
  return (comparedNames as readonly string[]).includes(name);
}

function nothingInCommon(a: BacktestFile, b: BacktestFile, otherActuals: number): string {
  const what = otherActuals > 0 ? `no row with the same actual; ${otherActuals} rows have others` : 'no row in common';
  return `${what}: ${extentOf(a)}, ${extentOf(b)}; compare backtests of the same data with the same --cutoff and --windows`;
}

/** `a.csv has north, south with cutoffs 2025-08-25 to 2025-09-22` */
function extentOf({ file, columns }: BacktestFile): string {
  const [regions, cutoffs] = [columns['region'] ?? [], [...new Set(columns['cutoff'])].sort()];
  return `${file} has ${[...new Set(regions)].join(', ')} with cutoffs ${cutoffs[0]} to ${cutoffs.at(-1)}`;
}
