import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { RunOptions } from './run-command.ts';

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('run a whole cycle of every region in this process, without Temporal')
    .option('--local', 'without Temporal, on a separate state folder; the only mode of this command')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('-e, --env <name>', "environment of the cycle; its gate decides, whatever the environment's policy", 'dev')
    .option('--state <folder>', 'where state is kept between runs (default: .shelfcast/local in the project folder)')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--cutoff <week>', 'last week of data to use, YYYY-MM-DD (default: the last week with shipments)')
    .option('--fresh', 'discard what earlier runs left in the state folder')
    .option('--json', 'print one JSON object last, on standard output; everything else goes to standard error')
    .addHelpText('after', '\nExits with 1 if a cycle failed or a region is degraded, 2 if it could not run.')
    .action(async (options: RunOptions) => {
      process.exitCode = await (await import('./run-command.ts')).runCommand(options);
    });
}
