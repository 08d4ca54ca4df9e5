import { Option, type Command } from 'commander';
import { groupings } from '../../reports/backtest/groups.ts';
import { count } from '../count.ts';
import { defaultProject } from '../default-project.ts';
import type { backtestCommand } from './backtest-command.ts';
import { backtestFormats } from './backtest-formats.ts';

/** `shelfcast backtest`. */
export function addBacktestCommand(program: Command): void {
  program
    .command('backtest')
    .description('measure what the models would have been worth: rolling-origin errors, without a running stack')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where artifacts are kept (default: .shelfcast in the project folder)')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--segment <format/velocity...>', 'only these segments (default: all)')
    .option('--cutoff <week>', 'last week of data to use, YYYY-MM-DD (default: the last week with shipments)')
    .option('--windows <n>', 'windows, the last of which ends at the cutoff', count)
    .option('--step-size <weeks>', 'weeks between the cutoffs of neighbouring windows (default: the horizon)', count)
    .option('--refit-every <n>', 'fit the members anew at every so many windows; 1 fits at each', count)
    .option('--horizon <weeks>', 'weeks forecast from each cutoff', count)
    .option(
      '--set <path=value...>',
      'options with another value for this run, below members, features, ensemble, or aim, seed: members.network.epochs=20',
    )
    .addOption(new Option('--format <name>', 'what to write').choices(backtestFormats).default('table'))
    .addOption(new Option('--by <what>', 'with the table: also errors by').choices(groupings).default('step'))
    .option('--rows', 'with --format csv: every forecast of the backtest instead of errors')
    .option('-o, --output <file>', 'write to a file (default: standard output)')
    .addHelpText(
      'after',
      '\nWhat is left out, the project says (`backtest`, `horizonWeeks`). --set changes nothing in its file; fits that a changed option\n' +
        'does not touch are found done. Values are JSON, or text where they are not: --set aim=wape members.network.hiddenUnits=[64,32]',
    )
    .action(async (options: Parameters<typeof backtestCommand>[0]) => {
      process.exitCode = await (await import('./backtest-command.ts')).backtestCommand(options);
    });
}
