import { Option, type Command } from 'commander';
import { defaultGrocer, schemaChanges } from '../../generator/settings.ts';
import { numberBetween, monday, wholeNumber } from './arguments.ts';
import type { GenerateOptions } from './generate-command.ts';

/** Adds `shelfcast generate`. */
export function addGenerateCommand(program: Command): void {
  const { regions, stores, items, weeks, from, seed, horizonWeeks, arrivals, dirtyShare, corrections, drift } =
    defaultGrocer;
  program
    .command('generate')
    .description('generate the files of a synthetic grocer, with every kind of source and the true values')
    .requiredOption('-o, --out <folder>', 'a folder that does not exist yet, or is empty')
    .option('--regions <n>', 'sales regions, 1 to 14', wholeNumber(1, 14), regions)
    .option('--stores <n>', 'stores of each region, two in five of them large', wholeNumber(2, 2000), stores)
    .option('--items <n>', 'items of the whole assortment; small stores sell half', wholeNumber(8, 2000), items)
    .option('--weeks <n>', 'weeks with shipments', wholeNumber(60, 1000), weeks)
    .option('--from <week>', 'first week, a Monday, YYYY-MM-DD', monday, from)
    .option('--seed <n>', 'the same seed gives the same bytes', wholeNumber(0, 2 ** 32), seed)
    .option(
      '--horizon <weeks>',
      'weeks that prices and forecasts extend beyond the last',
      wholeNumber(1, 12),
      horizonWeeks,
    )
    .option(
      '--arrivals <weeks>',
      'further weeks, and a late correction, held back to arrive later',
      wholeNumber(0, 52),
      arrivals,
    )
    .option(
      '--dirty <share>',
      'broken lines for each good one of the shipments, 0 to 0.05',
      numberBetween(0, 0.05),
      dirtyShare,
    )
    .option(
      '--corrections <n>',
      'store weeks reported wrong and corrected by a later file',
      wholeNumber(0, 1000),
      corrections,
    )
    .option(
      '--drift <factor>',
      "multiplies the first region's demand in its last 8 weeks, 0.1 to 10",
      numberBetween(0.1, 10),
      drift,
    )
    .addOption(
      new Option('--schema-change <kind>', "what changes in the first region's shipments in the last 4 weeks").choices(
        schemaChanges,
      ),
    )
    .option('--json', 'print one JSON object on standard output')
    .addHelpText(
      'after',
      `
In the folder: landing/ has the files that have arrived, arrivals/<week>/ those held back (copy them over landing/ to make
them arrive), and truth/ the true values. examples/grocer is a project that uses landing/.
A week of a region has about 0.6 × stores × items rows; 10 million: --regions 14 --stores 50 --items 50 --weeks 470.`,
    )
    .action(async (options: GenerateOptions) => {
      process.exitCode = await (await import('./generate-command.ts')).generateCommand(options);
    });
}
