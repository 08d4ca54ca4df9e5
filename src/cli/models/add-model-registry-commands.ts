import { InvalidArgumentError, Option, type Command } from 'commander';
import { modelOrders, modelStages } from '../../ports/model-catalogue.ts';
import { stateCommand } from '../state-command.ts';
import type { listModelsCommand } from './list-models.ts';
import type { promoteModelCommand } from './promote-model.ts';
import type { retireModelCommand, tagModelCommand, unretireModelCommand } from './tag-and-retire-commands.ts';

/** `shelfcast models list`, `tag`, `promote`, `retire` and `unretire`. */
export function addModelRegistryCommands(models: Command): void {
  const modelArgument = [
    '<model>',
    "the beginning of a version, or region/format/velocity for that segment's champion",
  ] as const;
  const reasonOption = ['--reason <text>', 'why, for the audit trail'] as const;

  stateCommand(models, 'list', 'the models that meet every condition, with the errors of their backtests')
    .option('-e, --env <name>', 'only this environment (default: all)')
    .option('--region <name>', 'only this region')
    .option('--segment <format/velocity>', 'only this segment; with its region before, only that one')
    .addOption(new Option('--stage <name>', 'only models in this stage').choices(modelStages))
    .option('--tag <key=value>', 'only models with this tag; if given several times, with all of them', tag, {})
    .option('--trained-since <date>', 'only models registered on or after this date, YYYY-MM-DD', date)
    .option(
      '--max-mape <share>',
      'only models whose backtest had at most this MAPE, as the list shows it, e.g. 0.3',
      share,
    )
    .addOption(new Option('--sort <by>', 'order').choices(modelOrders).default('segment'))
    .option('--limit <n>', 'at most n models (default: 100; with --json all)', count)
    .option('--page <n>', 'which page, from 1', count, 1)
    .action(async (options: Parameters<typeof listModelsCommand>[0]) => {
      process.exitCode = await (await import('./list-models.ts')).listModelsCommand(options);
    });
  stateCommand(models, 'tag', 'tag a model: key=value sets a tag, key= removes it')
    .argument(...modelArgument)
    .argument('<tag...>', 'key=value, or key=')
    .option('-e, --env <name>', 'environment', 'dev')
    .action(async (model: string, tags: readonly string[], options: Parameters<typeof tagModelCommand>[2]) => {
      const wanted = tags.reduce<Record<string, string>>((all, text) => tag(text, all), {});
      process.exitCode = await (await import('./tag-and-retire-commands.ts')).tagModelCommand(model, wanted, options);
    });
  stateCommand(models, 'promote', 'bring a version to another environment, unchanged; gate and policy there decide')
    .argument('<model>', "the beginning of a version, or region/format/velocity for --from's champion")
    .requiredOption('--from <name>', 'environment that has it')
    .requiredOption('--to <name>', 'environment it is brought to')
    .option(...reasonOption)
    .option('--dry-run', 'only print what the gate would decide; nothing is changed')
    .addHelpText(
      'after',
      '\nReaches the running stack, or the server that TEMPORAL_ADDRESS names. Exits with 1 if the gate refuses it.',
    )
    .action(async (model: string, options: Parameters<typeof promoteModelCommand>[1]) => {
      process.exitCode = await (await import('./promote-model.ts')).promoteModelCommand(model, options);
    });
  stateCommand(models, 'retire', 'take a model out of use: it is no longer promoted or rolled back to')
    .argument(...modelArgument)
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--to-baseline', 'also a champion: its segment is then scored by the baseline')
    .requiredOption(...reasonOption)
    .action(async (model: string, options: Parameters<typeof retireModelCommand>[1]) => {
      process.exitCode = await (await import('./tag-and-retire-commands.ts')).retireModelCommand(model, options);
    });
  stateCommand(models, 'unretire', 'reverse a retirement')
    .argument(...modelArgument)
    .option('-e, --env <name>', 'environment', 'dev')
    .requiredOption(...reasonOption)
    .action(async (model: string, options: Parameters<typeof unretireModelCommand>[1]) => {
      process.exitCode = await (await import('./tag-and-retire-commands.ts')).unretireModelCommand(model, options);
    });
}

function tag(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, key, value] = /^([a-z0-9][a-z0-9._-]{0,62})=(.{0,200})$/i.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidArgumentError('a tag is key=value; keys are letters, digits, ".", "_" and "-"');
  }
  return { ...before, [key]: value };
}

function date(text: string): string {
  if (Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('a date, YYYY-MM-DD, or a time in ISO 8601');
  return text;
}

function share(text: string): number {
  const number = Number(text);
  if (!(number >= 0)) throw new InvalidArgumentError('a share, 0 or more, e.g. 0.3 for 30%');
  return number;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number of at least 1');
  return number;
}
