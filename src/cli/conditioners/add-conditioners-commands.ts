import type { Command } from 'commander';
import { stateCommand } from '../default-project.ts';
import type { testConditionersCommand } from './test-conditioners-command.ts';

/** `shelfcast conditioners …`. */
export function addConditionersCommands(program: Command): void {
  const conditioners = program
    .command('conditioners')
    .description("the functions that turn a project's raw files into standard tables");

  stateCommand(conditioners, 'test', 'try them on a sample of the files in landing, alone; nothing is stored')
    .option('--source <name...>', 'only these sources (default: all)')
    .addHelpText('after', '\nExits 0 where every conditioner passes, 1 where one does not.')
    .action(async (options: Parameters<typeof testConditionersCommand>[0]) => {
      process.exitCode = await (await import('./test-conditioners-command.ts')).testConditionersCommand(options);
    });
}
