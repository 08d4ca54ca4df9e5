import type { Command } from 'commander';
import { count } from '../count.ts';
import { stateCommand } from '../state-command.ts';
import type { createSecretCommand, listSecretsCommand, revokeSecretCommand } from './webhooks-commands.ts';

/** `shelfcast webhooks …`. */
export function addWebhooksCommands(program: Command): void {
  const webhooks = program.command('webhooks').description('secrets with which others report new data to the API');
  stateCommand(webhooks, 'create', 'make a secret and print it; it is shown this once')
    .argument('<name>', 'who sends: the actor in the ledger of triggers')
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--days <n>', 'days until it expires (default: 365)', count)
    .action(async (name: string, options: Parameters<typeof createSecretCommand>[1]) => {
      process.exitCode = await (await import('./webhooks-commands.ts')).createSecretCommand(name, options);
    });
  stateCommand(webhooks, 'list', 'list the secrets, without the secrets themselves')
    .option('-e, --env <name>', 'environment', 'dev')
    .action(async (options: Parameters<typeof listSecretsCommand>[0]) => {
      process.exitCode = await (await import('./webhooks-commands.ts')).listSecretsCommand(options);
    });
  stateCommand(webhooks, 'revoke', 'take a secret out of use, at once and for good')
    .argument('<id>', 'its id, as "webhooks list" shows it')
    .option('-e, --env <name>', 'environment', 'dev')
    .action(async (id: string, options: Parameters<typeof revokeSecretCommand>[1]) => {
      process.exitCode = await (await import('./webhooks-commands.ts')).revokeSecretCommand(id, options);
    });
}
