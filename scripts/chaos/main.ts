/**
 * Kills processes of the embedded stack while it works, cuts its ways to registry, store and server, cancels and terminates its workflows,
 * and shows that it changed no result:
 *
 *   npm run chaos -- --seed 7 --kills 50 --outages 3 --json
 *
 * Two regions go through week after week, first with all this, then calmly from another empty folder with the same messages, and what they published is compared. The last line is JSON with `--json`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { cacheDir } from '../setup/locations.mjs';
import { chaosReport, reportText, type ChaosReport } from './report.ts';
import { runWeeks, type RunOptions, type RunOutcome } from './run.ts';
import { stackProcessKinds, type StackProcessKind } from './stack-processes.ts';

interface ChaosOptions {
  readonly seed: number;
  readonly kills: number;
  readonly outages: number;
  readonly outageSeconds: OutageSeconds;
  readonly stops?: number;
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

type OutageSeconds = RunOptions['outageSeconds'];
const secondsRange = (text: string): OutageSeconds => {
  const [, shortest, longest] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (longest === undefined) throw new InvalidArgumentError('two whole numbers are wanted, e.g. 30-120');
  return { shortest: Number(shortest), longest: Number(longest) };
};
/** One of each type of workflow. */
const usualStops = 4;

const command = new Command('chaos')
  .description('kills processes of the embedded stack at random while it works, and compares with a calm run')
  .option('--seed <n>', 'what to kill, after which pauses, and which messages come how often and when', wholeNumber, 1)
  .option(
    '--kills <n>',
    'processes to kill, from 10 on over two weeks; more are delivered until there were enough',
    wholeNumber,
    50,
  )
  .option('--outages <n>', 'times that registry, store or server cannot be reached, in turn', wholeNumber, 0)
  .addOption(
    new Option('--outage-seconds <range>', 'how long each lasts')
      .argParser(secondsRange)
      .default({ shortest: 30, longest: 120 }, '30-120'),
  )
  .option('--stops <n>', 'workflows to cancel or terminate; 4 with outages, otherwise none', wholeNumber)
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
  outages        times that a server could not be reached: connections refused, or no answer until its end, which some connections
                 do not outlive; without an S3 server (npm run test:stack) the store is a folder and has none
  stops          workflows cancelled or terminated: a training, a cycle, a controller; what failed by it is asked for again
  identical      published files, champions and their members' files, dataset versions: the same bytes in both runs
  triggers       of the run with kills: the ids that the sender's own log has as acknowledged, and where the registry says they ended;
                 doubled: ids in more than one cycle that did not fail
  cycles         troubled: failed or degraded, although nobody stopped them; doubled: open at the same time as another of their region
  wastedEpochs   epochs that jobs reported in the run with kills, less those of the calm run
  recoveryP95Ms  of a killed job: until the next attempt of its activity first reports progress;
                 of the training worker: until each job it ran has done so;
                 of the server, its keeper and the orchestration worker: until a controller answers a query;
                 of the registry: until it answers a reading;
                 a kill in an outage counts from the outage's end, unless it was over before
  outageRecoveryP95Ms  from the end of an outage until every step that had failed in it runs or waits for a slot, and a controller answers`,
  );

command.parse();
// As the command line has it for the stack it starts: a process that is started again is ready in half the time.
process.env.NODE_COMPILE_CACHE ??= join(cacheDir(), 'compile-cache');
const options = command.opts<ChaosOptions>();
const folder = await mkdtemp(join(tmpdir(), 'shelfcast-chaos-'));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const run = (name: 'chaos' | 'calm', rounds?: number): Promise<RunOutcome> => {
  say(`${name} run`);
  return runWeeks({
    directory: join(folder, name),
    seed: options.seed,
    epochs: options.epochs,
    spreadMs: 1000 * options.spread,
    spared: new Set(options.spare),
    isCalm: name === 'calm',
    kills: options.kills,
    outages: options.outages,
    outageSeconds: options.outageSeconds,
    stops: options.stops ?? (options.outages > 0 ? usualStops : 0),
    say,
    ...(rounds === undefined ? {} : { rounds }),
  });
};

let report: ChaosReport | undefined;
try {
  const chaos = await run('chaos');
  report = chaosReport(chaos, await run('calm', chaos.rounds));
} finally {
  // What failed is left to be looked at.
  if (options.keep || !report?.passed) say(`folders of both runs: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}
say(reportText(report));
if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
// What a killed server left half open must not keep this process.
process.exit(report.passed && report.kills >= options.kills && report.outages >= options.outages ? 0 : 1);
