/**
 * A grocer from nothing to forecasts, and through the next week:
 *
 *   npm run demo -- --once
 *
 * Generates a grocer, runs the embedded stack on it, lets a week and a correction arrive, and shows what is retrained and why.
 */
import { cp, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { numberBetween, wholeNumber } from '../../src/cli/generate/arguments.ts';
import type { RunReport } from '../../src/cli/dev/run-report.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { interruption } from '../../src/cli/interruption.ts';
import type { OracleSegment } from '../../src/generator/truth/oracle.ts';
import { CommandFailedError, reportOf, ShownCommand } from './command.ts';
import { copyProject, freshDemoFolder } from './folder.ts';
import { accuracyTable, causesTable } from './tables.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly stores: number;
  readonly items: number;
  readonly weeks: number;
  readonly seed: number;
  readonly dirty: number;
}

interface Generated {
  readonly shipmentRows: number;
  readonly dirtyRows: number;
  readonly correctedRows: number;
  readonly arrivingWeeks: readonly [string];
}

const regions = ['midwest', 'southeast'] as const;

const command = new Command('demo')
  .description('generates a grocer, runs the stack on it, and lets the next week and a correction arrive')
  .option('--once', 'stop the stack at the end; without it, it keeps running until Ctrl-C')
  .option('--stores <n>', 'stores of each of the two regions', wholeNumber(2, 200), 6)
  .option('--items <n>', 'items', wholeNumber(8, 200), 16)
  .option('--weeks <n>', 'weeks since January 2017', wholeNumber(80, 600), 130)
  .option('--seed <n>', 'seed of the grocer', wholeNumber(0, 2 ** 32), 1)
  .option('--dirty <share>', 'broken lines for each good one', numberBetween(0, 0.05), 0.002);
command.parse();

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const interrupted = interruption();

process.exitCode = await demo(command.opts<DemoOptions>()).catch((error: unknown) => {
  if (interrupted.signal.aborted) return 130;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof CommandFailedError ? error.exitCode : 1;
});

async function demo({ once, stores, items, weeks, seed, dirty }: DemoOptions): Promise<number> {
  const folder = await freshDemoFolder();
  const shown = relative(process.cwd(), folder);
  const size = { stores, items, weeks, seed, dirty, arrivals: 1 };
  const sizeOptions = Object.entries(size).flatMap(([name, value]) => [`--${name}`, String(value)]);
  say(`1  a grocer: ${regions.length} regions of ${stores} stores, ${items} items, ${weeks} weeks`);
  const generated = await reportOf<Generated>('generate', '--out', folder, '--json', ...sizeOptions);
  const oracle = JSON.parse(await readFile(join(folder, 'truth', 'oracle.json'), 'utf8')) as OracleSegment[];
  await copyProject(folder);
  const { shipmentRows, dirtyRows, correctedRows, arrivingWeeks } = generated;
  say(
    `   ${shipmentRows} rows of shipments, ${dirtyRows} broken lines, ${correctedRows} rows reported wrong and corrected`,
  );

  say('\n2  the weekly cycle of both regions');
  const stack = new ShownCommand('dev', '--project', folder, '--json');
  try {
    const first = (await stack.report) as RunReport;
    say(
      '\nMAPE of the backtest, compared with what a forecaster would reach that knows everything but the random draw:\n',
    );
    say(accuracyTable(first, oracle));

    const [week] = arrivingWeeks;
    say(`\n3  the week of ${week} arrives from ${regions[0]}, and ${regions[1]} corrects one row of an earlier week`);
    for (const [from, region] of [
      [week, regions[0]],
      ['correction', regions[1]],
    ] as const) {
      for (const source of ['shipments', 'returns', 'prices', 'weather']) {
        const arrived = join(folder, 'arrivals', from, source, region);
        await cp(arrived, join(folder, 'landing', source, region), { recursive: true }).catch(ignoreMissing);
      }
    }
    const reason = 'demo: a week and a correction';
    const second = await reportOf<RunReport>('request', '--project', folder, '--wait', '--json', '--reason', reason);
    say(`\n${causesTable(second)}`);
    for (const { region, evaluation } of second.cycles) {
      if (evaluation.rows === 0) continue;
      const { baseline, ensemble } = evaluation.mape;
      say(
        `\n${region}: forecasts of last week against ${evaluation.rows} actuals: MAPE ${share(ensemble)}, baseline ${share(baseline)}`,
      );
    }

    say('\n4  where to look');
    const ui = openStateDirectory(join(folder, '.shelfcast')).readStack()?.temporalUi;
    if (!once && ui !== undefined) say(`Temporal UI  ${ui}`);
    for (const { region, forecasts } of second.cycles) say(`forecasts    ${region}: ${forecasts.uri ?? 'none'}`);
    say(`truth        ${shown}/truth`);
    say(`status       npm run shelfcast -- status -p ${shown}`);
    say(`models       npm run shelfcast -- models list -p ${shown}`);
    if (!once) {
      say('\nThe stack keeps running, and watches landing. Ctrl-C stops it.');
      await interrupted.happened;
    }
    return [first, second].some(({ cycles }) => cycles.some(({ failure }) => failure !== undefined)) ? 1 : 0;
  } finally {
    await stack.stop();
    interrupted.forget();
  }
}

function share(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : `${(100 * value).toFixed(1)}%`;
}

/** A correction brings shipments alone. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
