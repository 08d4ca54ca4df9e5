import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type {
  diffDatasetsCommand,
  driftCommand,
  listDatasetsCommand,
  showDatasetCommand,
} from './datasets-commands.ts';

/** `shelfcast datasets …`. */
export function addDatasetsCommands(program: Command): void {
  const datasets = program
    .command('datasets')
    .description('dataset versions: their contents, their differences, and drift of the newest data');

  stateCommand(datasets, 'list', 'every dataset version, the newest first')
    .option('--region <name>', 'only this region (default: all)')
    .option('--as-of <week>', 'only what was known then: for each region, the newest cutoff up to that week')
    .action(async (options: Parameters<typeof listDatasetsCommand>[0]) => {
      process.exitCode = await (await import('./datasets-commands.ts')).listDatasetsCommand(options);
    });
  stateCommand(datasets, 'show', 'sources, columns and checks of a version')
    .argument('[version]', 'the beginning of a version')
    .option('--region <name>', 'instead of a version: the newest one of a region')
    .option('--cutoff <week>', 'with --region: the newest version of this cutoff')
    .action(async (version: string | undefined, options: Parameters<typeof showDatasetCommand>[1]) => {
      process.exitCode = await (await import('./datasets-commands.ts')).showDatasetCommand(version, options);
    });
  stateCommand(datasets, 'diff', 'compare files, rows, columns and distributions of two versions')
    .argument('<before>', 'the beginning of a version')
    .argument('<after>', 'the beginning of a version')
    .action(async (before: string, after: string, options: Parameters<typeof diffDatasetsCommand>[1]) => {
      process.exitCode = await (await import('./datasets-commands.ts')).diffDatasetsCommand([before, after], options);
    });
  stateCommand(datasets, 'drift', 'compare the newest weeks of every column with what champions were trained on')
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--cutoff <week>', 'this cutoff instead of the newest')
    .addHelpText('after', '\nExits with 0 if nothing drifts, 1 if something does.')
    .action(async (options: Parameters<typeof driftCommand>[0]) => {
      process.exitCode = await (await import('./datasets-commands.ts')).driftCommand(options);
    });
}
