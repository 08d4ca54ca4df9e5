import { Option, type Command } from 'commander';
import { comparedByText } from '../../app/backtests/slices-of-file.ts';
import { comparedNames } from '../../contracts/experiment.ts';
import { backtestGroupings } from '../../contracts/slices.ts';
import { count } from '../count.ts';
import { defaultProject } from '../default-project.ts';
import type { backtestCommand } from './backtest-command.ts';
import { backtestFormats } from './backtest-formats.ts';
import type { CompareCommandOptions } from './compare-command.ts';

/** `shelfcast backtest`. */
export function addBacktestCommand(program: Command): void {
  const backtest = program
    .command('backtest')
    // `backtest compare` has an option --by too: what follows its name belongs to it.
    .enablePositionalOptions()
    .description('measure how well the models would have forecast: rolling-origin errors, without a running stack')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where artifacts are kept (default: .shelfcast in the project folder)')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--segment <format/velocity...>', 'only these segments (default: all)')
    .option('--cutoff <week>', 'last week of data to use, YYYY-MM-DD (default: the last week with shipments)')
    .option('--windows <n>', 'windows, the last of which ends at the cutoff', count)
    .option('--step-size <weeks>', 'weeks between the cutoffs of neighbouring windows (default: the horizon)', count)
    .option('--refit-every <n>', 'refit the members at every n-th window; 1 refits at each', count)
    .option('--horizon <weeks>', 'weeks forecast from each cutoff', count)
    .option(
      '--set <path=value...>',
      'options to change for this run, in members, features, ensemble, or aim, seed: members.network.epochs=20',
    )
    .addOption(new Option('--format <name>', 'what to write').choices(backtestFormats).default('table'))
    .option(
      '--by <what>',
      `with the table: also errors by ${backtestGroupings.join(', ')}, or the name of a store attribute`,
      'step',
    )
    .option('--rows', 'with --format csv: every forecast of the backtest instead of errors')
    .option('-o, --output <file>', 'write to a file (default: standard output)')
    .addHelpText(
      'after',
      '\nOptions that are left out come from the project (`backtest`, `horizonWeeks`). --set does not change its file; fits that do not\n' +
        'depend on a changed option are reused. Values are JSON, or else text: --set aim=wape members.network.hiddenUnits=[64,32]',
    )
    .action(async (options: Parameters<typeof backtestCommand>[0]) => {
      process.exitCode = await (await import('./backtest-command.ts')).backtestCommand(options);
    });
  backtest
    .command('compare')
    .description('whether one backtest is better than another, on the rows that both have')
    .argument('<A>', 'a file of `backtest --format csv --rows`')
    .argument('<B>', 'another one')
    .option('--forecaster <name>', `what is compared: ${comparedNames.join(', ')}`, 'ensemble')
    .option('--by <what>', `also compare parts of the rows: by ${comparedByText}`)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nA difference is tested by target weeks, since rows of one week share its shocks: at least 4, better 12 or more. Exits with 0 if\n' +
        'the files can be compared, whatever the outcome, and 2 if they cannot.',
    )
    .action(async (fileA: string, fileB: string, options: CompareCommandOptions) => {
      process.exitCode = await (await import('./compare-command.ts')).compareCommand(fileA, fileB, options);
    });
}
