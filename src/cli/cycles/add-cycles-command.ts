import { Option, type Command } from 'commander';
import { cycleStates } from '../../ports/cycle-catalogue.ts';
import { count } from '../count.ts';
import { stateCommand } from '../state-command.ts';
import type { cyclesCommand } from './cycles-command.ts';

/** `shelfcast cycles`. */
export function addCyclesCommand(program: Command): void {
  stateCommand(program, 'cycles', 'the history of cycles: when, why and how each ended, the newest first')
    .option('-e, --env <name>', 'only this environment (default: all)')
    .option('--region <name>', 'only this region (default: all)')
    .option('--since <date>', 'only cycles that started on or after this date, YYYY-MM-DD or ISO 8601')
    .addOption(new Option('--status <name>', 'only cycles that stand so').choices(cycleStates))
    .option('--limit <n>', 'at most n cycles (default: 50)', count)
    .option('--page <token>', 'the page after the one that named it')
    .action(async (options: Parameters<typeof cyclesCommand>[0]) => {
      process.exitCode = await (await import('./cycles-command.ts')).cyclesCommand(options);
    });
}
