import type { Command } from 'commander';
import { stateCommand } from '../default-project.ts';
import type { gcCommand } from './gc-command.ts';

/** `shelfcast gc`. */
export function addGcCommand(program: Command): void {
  stateCommand(
    program,
    'gc',
    'what of the artifacts nothing needs any more, and why the rest stays; deletes nothing without --delete',
  )
    .option('--delete', 'delete it')
    .addHelpText(
      'after',
      '\nWhat champions and earlier champions, waiting challengers and published forecasts depend on always stays; how long the\n' +
        'rest does, the project says (`retention`). Can run while the stack runs, and can be stopped at any time.',
    )
    .action(async (options: Parameters<typeof gcCommand>[0]) => {
      process.exitCode = await (await import('./gc-command.ts')).gcCommand(options);
    });
}
