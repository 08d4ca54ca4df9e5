import { Option, type Command } from 'commander';
import { roles } from '../../app/operation.ts';
import { count } from '../count.ts';
import { stateCommand } from '../state-command.ts';
import type { createKeyCommand, listKeysCommand, revokeKeyCommand } from './keys-commands.ts';

/** `shelfcast keys …`. */
export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description('keys of the HTTP API: who may do what');
  stateCommand(keys, 'create', 'make a key and print it; it is shown this once')
    .argument('<name>', 'who or what is to use it: the actor in the audit trail')
    .addOption(new Option('--role <role>', 'what it allows').choices(roles).makeOptionMandatory())
    .option('-e, --env <name...>', 'only these environments (default: all)')
    .option('--days <n>', 'days until it expires (default: 90)', count)
    .action(async (name: string, options: Parameters<typeof createKeyCommand>[1]) => {
      process.exitCode = await (await import('./keys-commands.ts')).createKeyCommand(name, options);
    });
  stateCommand(keys, 'list', 'list the keys, without the keys themselves').action(
    async (options: Parameters<typeof listKeysCommand>[0]) => {
      process.exitCode = await (await import('./keys-commands.ts')).listKeysCommand(options);
    },
  );
  stateCommand(keys, 'revoke', 'take a key out of use, at once and for good')
    .argument('<id>', 'its id, as "keys list" shows it')
    .action(async (id: string, options: Parameters<typeof revokeKeyCommand>[1]) => {
      process.exitCode = await (await import('./keys-commands.ts')).revokeKeyCommand(id, options);
    });
}
