import type { Command } from 'commander';
import { defaultProject } from '../default-project.ts';
import type { requestCommand } from './request-command.ts';

/** `shelfcast request`. */
export function addRequestCommand(program: Command): void {
  program
    .command('request')
    .description('request a cycle from the running stack')
    .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
    .option('-e, --env <name>', 'environment', 'dev')
    .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
    .option('--region <name...>', 'only these regions (default: all)')
    .option('--cutoff <week>', 'last week of data to use, YYYY-MM-DD (default: the last week with shipments)')
    .option(
      '--retrain <segment...>',
      'retrain these segments, format/velocity, or "all", without any other cause; or "none", whatever the causes',
    )
    .option('--only-failed', 'redo only what failed in the last cycle')
    .option('--reason <text>', 'why, for the ledger')
    .option('--wait', 'show the progress of the cycles and exit when they end; exit code 1 if one failed')
    .option('--json', 'with --wait: print one JSON object last, on standard output')
    .action(async (options: Parameters<typeof requestCommand>[0]) => {
      process.exitCode = await (await import('./request-command.ts')).requestCommand(options);
    });
}
