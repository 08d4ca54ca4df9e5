import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { LineageOptions } from './lineage-command.ts';

/** `shelfcast lineage …`. */
export function addLineageCommands(program: Command): void {
  const lineage = program
    .command('lineage')
    .description('what a number, a model, a dataset or a file was made from, and what was made from it');
  const command = (name: string, description: string): Command =>
    stateCommand(lineage, name, description)
      .option('--up', 'only what it was made from')
      .option('--down', 'only what was made from it')
      .option('--svg <file>', 'draw it');

  command('model', 'lineage of a model')
    .argument('<model>', "the beginning of a version, or region/format/velocity for that segment's champion")
    .option('-e, --env <name>', 'environment', 'dev')
    .action(async (wanted: string, options: LineageOptions & { env: string }) => {
      const start = { kind: 'model', environment: options.env, wanted } as const;
      process.exitCode = await (await import('./lineage-command.ts')).lineageCommand(start, options);
    });
  for (const [name, argument] of [
    ['dataset', 'the beginning of a version'],
    ['file', 'its path in landing, or the SHA-256 of its content'],
  ] as const) {
    command(name, `lineage of a ${name}`)
      .argument(`<${name}>`, argument)
      .action(async (wanted: string, options: LineageOptions) => {
        process.exitCode = await (await import('./lineage-command.ts')).lineageCommand({ kind: name, wanted }, options);
      });
  }
  command('forecast', 'lineage of published forecasts, or of the rows of a store and item')
    .option('-e, --env <name>', 'environment', 'dev')
    .requiredOption('--region <name>', 'region')
    .requiredOption('--cutoff <week>', 'cutoff they were made from, YYYY-MM-DD')
    .option('--store <name>', 'rows of this store')
    .option('--item <name>', 'rows of this item')
    .option('--week <week>', 'rows of this target week')
    .action(
      async (
        options: LineageOptions & {
          env: string;
          region: string;
          cutoff: string;
          store?: string;
          item?: string;
          week?: string;
        },
      ) => {
        const { env: environment, region, cutoff, store, item, week } = options;
        const row = {
          ...(store === undefined ? {} : { store }),
          ...(item === undefined ? {} : { item }),
          ...(week === undefined ? {} : { week }),
        };
        process.exitCode = await (
          await import('./lineage-command.ts')
        ).lineageCommand({ kind: 'forecast', environment, region, cutoff, row }, options);
      },
    );
}
