import type { Command } from 'commander';
import { stateCommand } from '../default-project.ts';
import type { exportCommand, statusCommand } from './export-command.ts';

/** `shelfcast mlflow`: the models on a tracking server. */
export function addMlflowCommands(program: Command): void {
  const mlflow = program
    .command('mlflow')
    .description('show the models on an MLflow tracking server: the one that MLFLOW_TRACKING_URI names');
  stateCommand(mlflow, 'export', 'write models there that it does not know yet, and move the aliases of champions')
    .option('--version <version>', 'only this one, by the beginning of its version, whether it is there or not')
    .option('--since <day>', 'only models registered on this day or later, YYYY-MM-DD')
    .option('--all', 'also rewrite those that are there')
    .option('--dry-run', 'only say what would be written; asks the server nothing')
    .addHelpText('after', '\nWritten twice, a model is there once. Exits 1 where one could not be written.')
    .action(async (options: Parameters<typeof exportCommand>[0]) => {
      process.exitCode = await (await import('./export-command.ts')).exportCommand(options);
    });
  stateCommand(mlflow, 'status', 'which models are there, which are not yet, and why').action(
    async (options: Parameters<typeof statusCommand>[0]) => {
      process.exitCode = await (await import('./export-command.ts')).statusCommand(options);
    },
  );
}
