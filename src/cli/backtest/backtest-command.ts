import type { BacktestFormat } from './backtest-formats.ts';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { stateFolderOf } from '../../composition/sources.ts';
import type { BacktestReport } from '../../contracts/backtest.ts';
import type { Columns } from '../../ports/table-engine.ts';
import { loadProject } from '../../project/load-project.ts';
import { errorsCsv, rowsCsv } from '../../reports/backtest/backtest-csv.ts';
import { backtestText } from '../../reports/backtest/backtest-table.ts';
import { UsageError } from '../usage.ts';
import { withJobs } from '../with-jobs.ts';
import { changeOptions } from './change-options.ts';
import { backtestRequest, type BacktestWishes } from './backtest-request.ts';
import { runBacktest } from './run-backtest.ts';

export interface BacktestCommandOptions extends BacktestWishes {
  readonly project: string;
  readonly state?: string;
  readonly format: BacktestFormat;
  /** `step`, `item`, `cutoff`, a slice, or the name of a store attribute. */
  readonly by?: string;
  /** `path=value` each. */
  readonly set?: readonly string[];
  readonly rows?: boolean;
  readonly output?: string;
}

/**
 * `shelfcast backtest`: measures what the project's models would have been worth, without a running stack. Returns the exit
 * code: 1 where a member could not be fitted.
 */
export async function backtestCommand(options: BacktestCommandOptions): Promise<number> {
  if (options.rows && options.format !== 'csv') throw new UsageError('--rows needs --format csv');
  const { project, changed } = changeOptions(await loadProject(resolve(options.project)), options.set ?? []);
  const request = backtestRequest(project.resolved, options, changed);
  const state = stateFolderOf(project.directory, options.state);
  const { report, rows } = await withJobs(project, state, (jobs) =>
    runBacktest(project, request, jobs, options.rows ?? false),
  );
  const by = request.attribute ?? options.by;
  await deliver(await textOf(report, rows, options.format, by), options.output);
  return report.failures.length > 0 ? 1 : 0;
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
