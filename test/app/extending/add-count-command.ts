import type { Command } from 'commander';
import { stateCommand } from '../../../src/cli/state-command.ts';
import type { countModelsCommand } from './count-models-command.ts';

/** `shelfcast models count`. */
export function addCountCommand(models: Command): void {
  stateCommand(models, 'count', 'how many models stand where')
    .option('-e, --env <name>', 'environment', 'dev')
    .action(async (options: Parameters<typeof countModelsCommand>[0]) => {
      process.exitCode = await (await import('./count-models-command.ts')).countModelsCommand(options);
    });
}
