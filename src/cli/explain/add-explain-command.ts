import type { Command } from 'commander';
import { stateCommand } from '../state-command.ts';
import type { explainCommand } from './explain-command.ts';

/** `shelfcast explain`. */
export function addExplainCommand(program: Command): void {
  stateCommand(program, 'explain', 'show what a model uses, and how one of its forecasts was made')
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--region <name>', "region, for its segment's champion")
    .option('--segment <format/velocity>', 'segment of the region')
    .option('--model <version>', 'the beginning of a model version, instead of region and segment')
    .option('--store <name>', "store of one forecast, with --item: each step's factor, down to the ensemble")
    .option('--item <name>', 'item of one forecast')
    .option('--week <week>', 'target week of one forecast, YYYY-MM-DD (default: every step)')
    .option('--importance', 'measure how much every group of features contributes, by shuffling it')
    .action(async (options: Parameters<typeof explainCommand>[0]) => {
      process.exitCode = await (await import('./explain-command.ts')).explainCommand(options);
    });
}
