import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { exportCommand, statusCommand } from './export-command.ts';

/** `shelfcast mlflow`: the models on a tracking server. */
export function addMlflowCommands(program: Command): void {
  const mlflow = program
    .command('mlflow')
    .description('export models to the MLflow tracking server that MLFLOW_TRACKING_URI names');
  stateCommand(mlflow, 'export', 'write models that it does not have yet, and move the aliases of champions')
    .option('--version <version>', 'only this one, by the beginning of its version, even if it is there already')
    .option('--since <day>', 'only models registered on this day or later, YYYY-MM-DD')
    .option('--all', 'also rewrite models that are there already')
    .option('--dry-run', 'only print what would be written; makes no request')
    .addHelpText('after', '\nWriting a model twice creates no duplicate. Exits with 1 if one could not be written.')
    .action(async (options: Parameters<typeof exportCommand>[0]) => {
      process.exitCode = await (await import('./export-command.ts')).exportCommand(options);
    });
  stateCommand(mlflow, 'status', 'which models are exported, which are not yet, and why').action(
    async (options: Parameters<typeof statusCommand>[0]) => {
      process.exitCode = await (await import('./export-command.ts')).statusCommand(options);
    },
  );
}
