import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { testConditionersCommand } from './test-conditioners-command.ts';

/** `shelfcast conditioners …`. */
export function addConditionersCommands(program: Command): void {
  const conditioners = program
    .command('conditioners')
    .description("the functions that turn a project's raw files into standard tables");

  stateCommand(conditioners, 'test', 'run them on a sample of the files in landing; nothing is stored')
    .option('--source <name...>', 'only these sources (default: all)')
    .addHelpText('after', '\nExits with 0 if every conditioner passes, 1 if one does not.')
    .action(async (options: Parameters<typeof testConditionersCommand>[0]) => {
      process.exitCode = await (await import('./test-conditioners-command.ts')).testConditionersCommand(options);
    });
}
