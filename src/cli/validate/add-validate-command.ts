import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { ValidateOptions } from './validate-command.ts';

export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .description('test a project: its data, the training on them and the forecasts, without Temporal')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('-e, --env <name>', 'environment whose cycle is run', 'dev')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--quick', 'fewer epochs and windows, one region and segment, the last 104 weeks')
    .option('--junit <file>', 'write the tests as JUnit XML too, for CI systems')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExits 0 where every test passed, 1 where one failed, 2 where they could not be run.')
    .action(async (options: ValidateOptions) => {
      process.exitCode = await (await import('./validate-command.ts')).validateCommand(options);
    });
}
