import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { RunOptions } from './run-command.ts';

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('run a whole cycle of every region in this process, without Temporal')
    .option('--local', 'without Temporal, on a state folder of its own: what this command is for')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option(
      '-e, --env <name>',
      "environment whose cycle it is; its gate decides, whatever the environment's policy",
      'dev',
    )
    .option('--state <folder>', 'where state is kept between runs (default: .shelfcast/local in the project folder)')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--cutoff <week>', 'last week of data to use, YYYY-MM-DD (default: the last week with shipments)')
    .option('--fresh', 'forget what earlier runs left in the state folder')
    .option('--json', 'print one JSON object last, on standard output; all else goes to standard error')
    .addHelpText('after', '\nExits 1 where a cycle failed or a region is degraded, 2 where it could not be run.')
    .action(async (options: RunOptions) => {
      process.exitCode = await (await import('./run-command.ts')).runCommand(options);
    });
}
