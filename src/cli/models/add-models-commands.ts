import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import { addModelRegistryCommands } from './add-model-registry-commands.ts';
import type {
  compareModelsCommand,
  exportModelCommand,
  reproduceModelsCommand,
  showModelCommand,
} from './models-commands.ts';

/** `shelfcast models …`. */
export function addModelsCommands(program: Command): void {
  const models = program
    .command('models')
    .description('registered models: find, compare, tag, promote to another environment, retire, reproduce');
  stateCommand(models, 'show', 'where a model came from, its errors and its contents')
    .argument('<model>', "the beginning of a version, or region/format/velocity for that segment's champion")
    .option('-e, --env <name>', 'environment', 'dev')
    .action(async (model: string, options: Parameters<typeof showModelCommand>[1]) => {
      process.exitCode = await (await import('./models-commands.ts')).showModelCommand(model, options);
    });
  stateCommand(models, 'compare', 'two models of a segment on the same rows: which is better on what')
    .argument('<model>', "the beginning of a version, or region/format/velocity for that segment's champion")
    .argument('<other>', 'the model to compare it with, in the same form')
    .option('-e, --env <name>', 'environment', 'dev')
    .action(async (model: string, other: string, options: Parameters<typeof compareModelsCommand>[2]) => {
      process.exitCode = await (await import('./models-commands.ts')).compareModelsCommand(model, other, options);
    });
  stateCommand(models, 'reproduce', 'fit models again from their registered inputs and compare every byte')
    .argument('<model...>', "beginnings of versions, or region/format/velocity for that segment's champion")
    .option('-e, --env <name>', 'environment', 'dev')
    .addHelpText('after', '\nExits with 0 if every file has the same bytes, 1 if one does not.')
    .action(async (wanted: readonly string[], options: Parameters<typeof reproduceModelsCommand>[1]) => {
      process.exitCode = await (await import('./models-commands.ts')).reproduceModelsCommand(wanted, options);
    });
  stateCommand(models, 'export', "write a model's files to a folder, and its networks also as tfjs layers models")
    .argument('<model>', "the beginning of a version, or region/format/velocity for that segment's champion")
    .option('-e, --env <name>', 'environment', 'dev')
    .requiredOption('-o, --output <folder>', 'a folder that does not exist yet, or is empty')
    .action(async (model: string, options: Parameters<typeof exportModelCommand>[1]) => {
      process.exitCode = await (await import('./models-commands.ts')).exportModelCommand(model, options);
    });
  addModelRegistryCommands(models);
}
