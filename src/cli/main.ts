import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import colors from 'picocolors';
import { ProjectConfigError } from '../project/errors.ts';
import { devCommand } from './dev/dev-command.ts';
import { PortTakenError } from './dev/ports.ts';
import { StackRunningError } from './dev/state-directory.ts';
import { requestCommand } from './request-command.ts';
import { RequestRefusedError } from './request-cycle.ts';
import { UsageError } from './usage.ts';

/** 2: what was asked for cannot be; 1: it was tried and failed. */
const exitCodeOf = (error: unknown): number =>
  [ProjectConfigError, UsageError, PortTakenError, StackRunningError, RequestRefusedError].some(
    (refusal) => error instanceof refusal,
  )
    ? 2
    : 1;

const program = new Command('shelfcast')
  .description('Keeps weekly demand forecasts fresh.')
  .showHelpAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program
  .command('dev')
  .description('start the embedded stack, run a cycle of every region and show how it goes')
  .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
  .option('-e, --env <name>', 'environment', 'dev')
  .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
  .option('--region <name...>', 'only these regions (default: all)')
  .option('--once', 'stop when the cycles have ended; exit code 1 where one failed')
  .option('--json', 'print one JSON object last, on standard output; all else goes to standard error')
  .option('--temporal-port <n>', "port of Temporal's server (default: 7233 or the next free one)", port)
  .option('--ui-port <n>', "port of Temporal's UI (default: 8233 or the next free one)", port)
  .option('--database-port <n>', 'port of the registry (default: 54320 or the next free one)', port)
  .action(async (options: Parameters<typeof devCommand>[0]) => {
    process.exitCode = await devCommand(options);
  });

program
  .command('request')
  .description('ask the running stack for a cycle')
  .option('-p, --project <folder>', 'project folder, with shelfcast.config.ts', defaultProject())
  .option('--state <folder>', 'where the stack keeps its state (default: .shelfcast in the project folder)')
  .option('--region <name...>', 'only these regions (default: all)')
  .option('--cutoff <week>', 'last week of data to use, YYYY-MM-DD (default: the last week with shipments)')
  .option(
    '--retrain <segment...>',
    'retrain these segments, format/velocity, or "all", although nothing else asks for it',
  )
  .option('--reason <text>', 'why, for the ledger')
  .option('--wait', 'show how the cycles go, and end when they have; exit code 1 where one failed')
  .option('--json', 'with --wait: print one JSON object last, on standard output')
  .action(async (options: Parameters<typeof requestCommand>[0]) => {
    process.exitCode = await requestCommand(options);
  });

try {
  await program.parseAsync();
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${colors.red(name)}: ${message}\n`);
  process.exitCode = exitCodeOf(error);
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError('a port is 1 to 65535');
  return number;
}

/** The working folder where it is a project; or else the example that comes along. */
function defaultProject(): string {
  return existsSync('shelfcast.config.ts')
    ? '.'
    : fileURLToPath(new URL('../../examples/orange-juice', import.meta.url));
}
