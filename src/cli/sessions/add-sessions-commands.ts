import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { endSessionsCommand, listSessionsCommand } from './sessions-commands.ts';

/** `shelfcast sessions …`. */
export function addSessionsCommands(program: Command): void {
  const sessions = program
    .command('sessions')
    .description('people who have signed in to the API with an OpenID provider');
  stateCommand(sessions, 'list', 'list who has signed in, and until when').action(
    async (options: Parameters<typeof listSessionsCommand>[0]) => {
      process.exitCode = await (await import('./sessions-commands.ts')).listSessionsCommand(options);
    },
  );
  stateCommand(sessions, 'end', 'end every session of somebody, at once')
    .argument('<who>', 'as "sessions list" and the audit trail name them')
    .action(async (actor: string, options: Parameters<typeof endSessionsCommand>[1]) => {
      process.exitCode = await (await import('./sessions-commands.ts')).endSessionsCommand(actor, options);
    });
}
