import { Option, type Command } from 'commander';
import { velocities } from '../../contracts/segment.ts';
import { exportFormats } from '../../ports/row-export.ts';
import { stateCommand } from '../state-command.ts';
import type { ExportForecastsOptions } from './export-forecasts-command.ts';
import type { WhatIfOptions } from './what-if-command.ts';

/** `shelfcast forecasts …` and `shelfcast what-if`. */
export function addForecastsCommands(program: Command): void {
  const forecasts = program.command('forecasts').description('published forecasts');
  stateCommand(forecasts, 'export', 'write published forecasts of a region to a file, all rows or some')
    .option('-e, --env <name>', 'environment', 'dev')
    .requiredOption('--region <name>', 'region')
    .addOption(new Option('--as <form>', 'form of the file').choices(exportFormats).default('csv'))
    .option('-o, --to <file>', 'file to write (default: named by environment, region and cutoff)')
    .option('--cutoff <week>', 'cutoff they were made from, YYYY-MM-DD (default: the newest)')
    .option('--format <name>', 'rows of this store format')
    .addOption(new Option('--velocity <name>', 'rows of this velocity').choices(velocities))
    .option('--store <name>', 'rows of this store')
    .option('--item <name>', 'rows of this item')
    .option('--week <week>', 'rows of this target week')
    .action(async (options: ExportForecastsOptions) => {
      process.exitCode = await (await import('./export-forecasts-command.ts')).exportForecastsCommand(options);
    });
  stateCommand(program, 'what-if', 'forecast an item with another price, promotion or event, next to what is planned')
    .option('-e, --env <name>', 'environment', 'dev')
    .requiredOption('--region <name>', 'region')
    .requiredOption('--item <name>', 'item')
    .option('--store <name>', 'only in this store')
    .option('--format <name>', 'only in stores of this format')
    .option('--cutoff <week>', 'cutoff of the forecasts, YYYY-MM-DD (default: the newest)')
    .option('--model <version>', 'the beginning of a model version (default: the models that made the forecasts)')
    .option('--set <column=number...>', 'new value of a column, e.g. price=1.99')
    .option('--times <column=number...>', 'factor on the planned value of a column, e.g. price=0.8')
    .option('--week <week...>', 'only in these weeks, YYYY-MM-DD (default: every week that is forecast)')
    .action(async (options: WhatIfOptions) => {
      process.exitCode = await (await import('./what-if-command.ts')).whatIfCommand(options);
    });
}
