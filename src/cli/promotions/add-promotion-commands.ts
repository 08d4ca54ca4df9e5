import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { decideCommand, listPromotionsCommand, rollbackCommand } from './promotion-commands.ts';

const words = [
  ['approve', 'make a waiting challenger the champion'],
  ['reject', 'keep the current champion'],
] as const;

/** `shelfcast promotions list`, `approve`, `reject` and `rollback`. */
export function addPromotionCommands(program: Command): void {
  decisionCommand(
    program.command('promotions').description('challengers that wait for approval'),
    'list',
    'list what waits for approval: figures, since when, until when',
  )
    .option('-e, --env <name>', 'only this environment (default: all)')
    .action(async (options: Parameters<typeof listPromotionsCommand>[0]) => {
      process.exitCode = await (await import('./promotion-commands.ts')).listPromotionsCommand(options);
    });
  for (const [word, description] of words) {
    decisionCommand(program, word, description)
      .argument('<challenger>', 'the beginning of its version, or its segment, region/format/velocity')
      .option('-e, --env <name>', 'environment', 'prod')
      .requiredOption('--reason <text>', 'why, for the audit trail')
      .action(async (wanted: string, options: Parameters<typeof decideCommand>[2]) => {
        process.exitCode = await (await import('./promotion-commands.ts')).decideCommand(word, wanted, options);
      });
  }
  decisionCommand(
    program,
    'rollback',
    'make an earlier champion of a segment the champion again, and score again with it',
  )
    .argument('<segment>', 'region/format/velocity')
    .option('-e, --env <name>', 'environment', 'prod')
    .option('--to <version>', 'an earlier champion (default: the one before)')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (segment: string, options: Parameters<typeof rollbackCommand>[1]) => {
      process.exitCode = await (await import('./promotion-commands.ts')).rollbackCommand(segment, options);
    });
}

function decisionCommand(parent: Command, name: string, description: string): Command {
  return stateCommand(parent, name, description).addHelpText(
    'after',
    '\nUses the running stack, or the server that TEMPORAL_ADDRESS names and the registry that SHELFCAST_REGISTRY_URL names.',
  );
}
