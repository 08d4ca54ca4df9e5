/**
 * Kills processes of the embedded stack while it works, and shows that it changed no result:
 *
 *   npm run chaos -- --seed 1 --kills 50 --json
 *
 * Two regions go through week after week, first with kills (SIGKILL), then calmly from another empty folder with the same
 * messages, and what they published is compared. The last line is JSON with `--json`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { chaosReport, reportText, type ChaosReport } from './report.ts';
import { runWeeks, type RunOutcome } from './run.ts';
import { stackProcessKinds, type StackProcessKind } from './stack-processes.ts';

interface ChaosOptions {
  readonly seed: number;
  readonly kills: number;
  readonly epochs: number;
  readonly spread: number;
  readonly spare: readonly StackProcessKind[];
  readonly json?: boolean;
  readonly keep?: boolean;
}

const wholeNumber = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(text);
};

const command = new Command('chaos')
  .description('kills processes of the embedded stack at random while it works, and compares with a calm run')
  .option('--seed <n>', 'what to kill, after which pauses, and which messages come how often and when', wholeNumber, 1)
  .option(
    '--kills <n>',
    'processes to kill, from 10 on over two weeks; more are delivered until there were enough',
    wholeNumber,
    50,
  )
  .option('--epochs <n>', 'epochs of each network', wholeNumber, 60)
  .option('--spread <seconds>', 'over how long the messages of a week are spread', wholeNumber, 15)
  .addOption(new Option('--spare <kind...>', 'processes to leave alone').choices([...stackProcessKinds]).default([]))
  .option('--json', 'the report as JSON, the last line of standard output')
  .option('--keep', 'leave the folders of both runs')
  .addHelpText(
    'after',
    `
The report:
  kills          processes that lived and were killed, by kind
  identical      published files, champions and their members' files, dataset versions: the same bytes in both runs
  triggers       of the run with kills: sent and acknowledged ids, and where the registry says they ended
  doubled        cycles open at the same time as another of their region, and triggers in two cycles
  wastedEpochs   epochs that jobs reported in the run with kills, less those of the calm run
  recoveryP95Ms  of a killed job: until the next attempt of its activity first reports progress;
                 of the training worker: until each job it ran has done so;
                 of the server, its keeper and the orchestration worker: until a controller answers a query;
                 of the registry: until it answers a reading`,
  );

command.parse();
const options = command.opts<ChaosOptions>();
const folder = await mkdtemp(join(tmpdir(), 'shelfcast-chaos-'));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const run = (name: string, kills: number, rounds?: number): Promise<RunOutcome> => {
  say(`${name} run`);
  return runWeeks({
    directory: join(folder, name),
    seed: options.seed,
    epochs: options.epochs,
    spreadMs: 1000 * options.spread,
    spared: new Set(options.spare),
    ...{ kills, say },
    ...(rounds === undefined ? {} : { rounds }),
  });
};

let report: ChaosReport | undefined;
try {
  const chaos = await run('chaos', options.kills);
  report = chaosReport(chaos, await run('calm', 0, chaos.rounds));
} finally {
  // What failed is left to be looked at.
  if (options.keep || !report?.passed) say(`folders of both runs: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}
say(reportText(report));
if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
// What a killed server left half open must not keep this process.
process.exit(report.passed && report.kills >= options.kills ? 0 : 1);
