import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { ValidateOptions } from './validate-command.ts';

export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .description('test a project: its data, training and forecasts, without Temporal')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('-e, --env <name>', 'environment whose cycle is run', 'dev')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--quick', 'fewer epochs and windows, one region and segment, the last 104 weeks')
    .option('--junit <file>', 'also write the tests as JUnit XML, for CI systems')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExits with 0 if every test passed, 1 if one failed, 2 if they could not run.')
    .action(async (options: ValidateOptions) => {
      process.exitCode = await (await import('./validate-command.ts')).validateCommand(options);
    });
}
