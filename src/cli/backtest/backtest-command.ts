import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runBacktest } from '../../app/backtests/run-backtest.ts';
import { perform } from '../../app/operation.ts';
import type { BacktestReport } from '../../contracts/backtest.ts';
import type { Columns } from '../../ports/table-engine.ts';
import { configFileName } from '../../project/load-project.ts';
import { parseSettings } from '../../project/parse-settings.ts';
import { errorsCsv, rowsCsv } from '../../reports/backtest/backtest-csv.ts';
import { backtestText } from '../../reports/backtest/backtest-table.ts';
import { openApp, type AppOptions } from '../open-app.ts';
import { UsageError } from '../usage.ts';
import type { BacktestFormat } from './backtest-formats.ts';

export interface BacktestCommandOptions extends AppOptions {
  readonly region?: readonly string[];
  /** `format/velocity` each. */
  readonly segment?: readonly string[];
  readonly cutoff?: string;
  readonly windows?: number;
  readonly stepSize?: number;
  readonly refitEvery?: number;
  readonly horizon?: number;
  /** `step`, `item`, `cutoff`, a slice, or the name of a store attribute. */
  readonly by?: string;
  /** `path=value` each. */
  readonly set?: readonly string[];
  readonly format: BacktestFormat;
  readonly rows?: boolean;
  readonly output?: string;
}

/**
 * `shelfcast backtest`: measures what the project's models would have been worth, without a running stack. Returns the exit
 * code: 1 where a member could not be fitted.
 */
export async function backtestCommand(options: BacktestCommandOptions): Promise<number> {
  const { by, set = [], format, rows: wantsRows = false, output } = options;
  if (wantsRows && format !== 'csv') throw new UsageError('--rows needs --format csv');
  const app = await openApp(options);
  const changed = parseSettings(set, join(app.project.directory, configFileName));
  const { report, rows } = await perform(runBacktest, app, {
    ...wishesOf(options),
    options: changed,
    rows: wantsRows,
  });
  await deliver(await textOf(report, rows, format, by?.replace(/^store\./, '')), output);
  return report.failures.length > 0 ? 1 : 0;
}

function wishesOf(options: BacktestCommandOptions) {
  const { region, segment, cutoff, windows, stepSize, refitEvery, horizon, by } = options;
  return {
    ...(region === undefined ? {} : { regions: region }),
    ...(segment === undefined ? {} : { segments: segment }),
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(windows === undefined ? {} : { windows }),
    ...(stepSize === undefined ? {} : { stepSizeWeeks: stepSize }),
    ...(refitEvery === undefined ? {} : { refitEvery }),
    ...(horizon === undefined ? {} : { horizonWeeks: horizon }),
    ...(by === undefined ? {} : { by }),
  };
}

async function textOf(
  report: BacktestReport,
  rows: Columns | undefined,
  format: BacktestFormat,
  by: string | undefined,
): Promise<string> {
  switch (format) {
    case 'table':
      return `${backtestText(report, by)}\n`;
    case 'json':
      return `${JSON.stringify(report, undefined, 2)}\n`;
    case 'csv':
      return rows ? rowsCsv(rows, report.settings.options) : errorsCsv(report);
    case 'html':
      // Drawing takes a library that the other formats need not wait for.
      return (await import('../../reports/backtest/html/backtest-page.ts')).backtestPage(report);
  }
}

async function deliver(text: string, output: string | undefined): Promise<void> {
  if (output === undefined) process.stdout.write(text);
  else await writeFile(resolve(output), text);
}
