import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { explainCommand } from './explain-command.ts';

/** `shelfcast explain`. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description('show what a model uses, and how one of its forecasts was made')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--region <name>', "region, for its segment's champion")
    .option('--segment <format/velocity>', 'segment of the region')
    .option('--model <version>', 'the beginning of a model version, instead of region and segment')
    .option('--store <name>', "store of one forecast, with --item: each step's factor, down to the ensemble")
    .option('--item <name>', 'item of one forecast')
    .option('--week <week>', 'target week of one forecast, YYYY-MM-DD (default: every step)')
    .option('--importance', 'measure how much every group of features contributes, by shuffling it')
    .option('--json', 'print JSON')
    .action(async (options: Parameters<typeof explainCommand>[0]) => {
      process.exitCode = await (await import('./explain-command.ts')).explainCommand(options);
    });
}
