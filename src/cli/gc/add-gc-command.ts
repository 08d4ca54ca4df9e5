import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { gcCommand } from './gc-command.ts';

/** `shelfcast gc`. */
export function addGcCommand(program: Command): void {
  stateCommand(
    program,
    'gc',
    'list artifacts that are no longer needed, and why the others are kept; deletes nothing without --delete',
  )
    .option('--delete', 'delete it')
    .addHelpText(
      'after',
      '\nEverything that current and earlier champions, waiting challengers and published forecasts depend on is always kept.\n' +
        'The project sets how long the rest is kept (`retention`). Can run while the stack runs, and can be stopped at any time.',
    )
    .action(async (options: Parameters<typeof gcCommand>[0]) => {
      process.exitCode = await (await import('./gc-command.ts')).gcCommand(options);
    });
}
