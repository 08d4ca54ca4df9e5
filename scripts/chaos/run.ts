import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { connectServer } from '../../src/composition/connect-environments.ts';
import { startStack } from '../../src/embedded/stack.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import { randomStream } from '../../src/forecasting/random.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { openRegistry } from '../../src/composition/open-registry.ts';
import { createSmallProject } from '../../test/support/small-project.ts';
import { countCycles, countTriggers, readCycles, type CycleCounts, type TriggerCounts } from './books.ts';
import { deliveriesOf, triggersSent } from './deliveries.ts';
import { digestOf } from './digest.ts';
import { JobLog } from './job-log.ts';
import { Killer, type Kill } from './killer.ts';
import { Outages, type Outage, type OutageOptions } from './outages.ts';
import { OwnLog } from './own-log.ts';
import { pausedSteps } from './paused-steps.ts';
import { persist } from './persist.ts';
import { Sender, statusOf } from './sender.ts';
import type { StackProcessKind } from './stack-processes.ts';
import { Stops, type Stop } from './stops.ts';
import { openWays } from './ways.ts';

export interface RunOptions {
  /** An empty folder for project, state and logs. */
  readonly directory: string;
  readonly seed: number;
  /** A calm run has no kills, no outages and no stops, whatever the other options say. */
  readonly isCalm: boolean;
  /** Kills in all. */
  readonly kills: number;
  /** Outages in all. With any, both runs keep their artifacts in an object store where one can be run here. */
  readonly outages: number;
  /** How long an outage lasts, in seconds. */
  readonly outageSeconds: OutageOptions['seconds'];
  /** Workflows cancelled or terminated in all. */
  readonly stops: number;
  /** Weeks to go through. Left out: one, from 10 kills on two, and more until there have been enough kills, at most 9. */
  readonly rounds?: number;
  /** Epochs of each network. */
  readonly epochs: number;
  readonly spared: ReadonlySet<StackProcessKind>;
  /** Over how long the messages of a week are spread, in milliseconds. */
  readonly spreadMs: number;
  readonly say: (line: string) => void;
}

export interface RunOutcome {
  readonly digest: string;
  readonly kills: readonly Kill[];
  readonly outages: readonly Outage[];
  readonly stops: readonly Stop[];
  readonly rounds: number;
  /** Triggers that its messages are about, without those that asked again. */
  readonly sent: number;
  /** Triggers that asked once more for segments that had failed. */
  readonly askedAgain: number;
  readonly triggers: TriggerCounts;
  readonly cycles: CycleCounts;
  readonly epochsTrained: number;
  readonly seconds: number;
}

/** The first week and as many new ones as the small project can deliver. */
const mostRounds = 9;
const environment = 'dev';
const probes = ['./job-probe.ts', './route-probe.ts'].map((name) => new URL(name, import.meta.url).href);
/** Steps that fail in an outage do so within this time after its end too: what had waited for an answer only then gets an error. */
const aftermathMs = 1500;
const lookEveryMs = 200;

/** A project from an empty folder on the embedded stack, week after week, with or without kills, outages and stops. */
export async function runWeeks(options: RunOptions): Promise<RunOutcome> {
  const { directory, seed, epochs, spared, say, isCalm } = options;
  const [kills, outages, stops] = isCalm ? [0, 0, 0] : [options.kills, options.outages, options.stops];
  const started = performance.now();
  const jobsFile = join(directory, 'jobs.jsonl');
  await mkdir(directory, { recursive: true });
  process.env.SHELFCAST_CHAOS_JOBS = jobsFile;
  process.env.SHELFCAST_CHECKPOINT_SECONDS = '0.5';
  process.env.NODE_OPTIONS = probes.map((probe) => `--import=${probe}`).join(' ');
  const project = await createSmallProject({ directory: join(directory, 'project'), config: configOf(epochs) });
  const ports = ownPorts(isCalm);
  const ways = options.outages > 0 ? await openWays(ports, ports.wayPort, join(directory, 'store'), say) : undefined;
  const state = openStateDirectory(join(directory, 'state'));
  const stack = await startStack(state, {
    projectDirectory: project.directory,
    environments: [environment],
    ...ports,
    onStep: say,
  });
  const server = await connectServer(stack.temporalAddress);
  const senders = await connectServer(ways?.temporalAddress ?? stack.temporalAddress);
  const registry = openRegistry(stack.registryUrl);
  try {
    const client = server.clientOf(environment);
    const jobs = new JobLog(jobsFile);
    const log = new OwnLog(join(directory, 'sender.jsonl'));
    const sender = new Sender(environment, senders.clientOf(environment), log);
    const outage = new Outages({
      random: randomStream(seed, 'outages'),
      ways: ways?.by ?? new Map(),
      wanted: outages,
      seconds: options.outageSeconds,
      continues: () => continues(client, project.regions),
      onOutage: ({ kind, manner, seconds }) => say(`  outage: ${kind} ${manner}, ${seconds} s`),
    });
    const killer = new Killer({
      random: randomStream(seed, 'kills'),
      ...{ jobs, spared, wanted: kills },
      answers: (kind) => answersAgain(kind, client, registry, project.regions),
      couldRecoverFrom: (killedAt, recoveredAt) => outage.couldRecoverFrom(killedAt, recoveredAt),
      onKill: ({ kind }) => say(`  kill ${killer.kills.length}: ${kind}`),
    });
    const stopper = new Stops({
      random: randomStream(seed, 'stops'),
      ...{ client, wanted: stops },
      onStop: ({ manner, workflowId }) => say(`  ${manner}: ${workflowId}`),
    });
    const isEnough = (): boolean =>
      killer.kills.length >= kills && outage.outages.length >= outages && stopper.stops.length >= stops;
    const fewestRounds = kills < 10 ? 1 : 2;
    let round = 0;
    for (; round < (options.rounds ?? mostRounds); round += 1) {
      if (options.rounds === undefined && round >= fewestRounds && isEnough()) break;
      if (round > 0) await project.deliverWeek(round);
      say(`week ${addWeeks(project.cutoff, round)}`);
      const deliveries = deliveriesOf(
        round,
        project.regions,
        (n) => randomStream(seed, 'deliveries', n),
        options.spreadMs,
      );
      const ended = new AbortController();
      const upTo = (wanted: number): number => Math.ceil((wanted * (round + 1)) / fewestRounds);
      const disturbing = Promise.all([
        killer.run(upTo(kills), ended.signal),
        outage.run(upTo(outages), ended.signal),
        stopper.run(upTo(stops), ended.signal),
      ]);
      await sender.deliver(deliveries);
      await sender.settle(project.regions, registry);
      ended.abort();
      await disturbing;
      // What was stopped last may have to be asked for again.
      await sender.settle(project.regions, registry);
    }
    const cutoffs = { from: project.firstWeek, before: addWeeks(project.cutoff, round) };
    const artifacts = ways?.artifacts ?? state.artifacts;
    const cycles = await readCycles(stack.registryUrl, environment);
    return {
      digest: await digestOf({ environment, regions: project.regions, cutoffs, artifacts, registry }),
      kills: killer.kills,
      outages: outage.outages,
      stops: stopper.stops,
      rounds: round,
      sent: triggersSent(round, project.regions),
      askedAgain: sender.askedAgain,
      triggers: await countTriggers(registry, environment, log, cycles),
      cycles: countCycles(cycles, stopper.stops),
      epochsTrained: jobs.epochsTrained,
      seconds: (performance.now() - started) / 1000,
    };
  } catch (error) {
    // Calls that are still being retried would end this process before it could say why.
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  } finally {
    await registry.close();
    await stack.stop();
    await senders.close();
    await server.close();
    await ways?.close();
  }
}

/**
 * Fields given twice in the configuration: the later ones hold. All items are fast, so that there are few segments with much to
 * train; every challenger is promoted, so that the last one always is.
 */
const configOf = (epochs: number): string => `
  members: {
    lasso: { nAlphas: 5, nFolds: 2 },
    network: { preset: 'steady', epochs: ${epochs}, batchSize: 64, hiddenUnits: [8] },
  },
  velocity: { fastShareOfUnits: 0.999 },
  gate: { maxMape: 99, championTolerance: 99, mustBeatBaseline: false, maxLevelFactor: 1000 },
  dataChange: { quietPeriodSeconds: 2, longestWaitSeconds: 20 },`;

/**
 * Ports by the id of this process, different in a calm run and in the other: not those of other stacks, and none of those that
 * systems give to connections, since a killed server needs its own again.
 */
function ownPorts(calm: boolean) {
  const first = 20_000 + 12 * (process.pid % 1000) + (calm ? 6 : 0);
  return { temporalPort: first, uiPort: first + 1, databasePort: first + 2, wayPort: first + 3 };
}

/**
 * An outage is over when the pauses have ended of all steps that had failed in it, so that each runs or waits for a slot, and a
 * controller answers.
 */
async function continues(client: Client, regions: readonly string[]): Promise<void> {
  const after = Date.now() + aftermathMs;
  const held = new Set(await persist(() => pausedSteps(client)));
  for (;;) {
    await sleep(lookEveryMs);
    const paused = await persist(() => pausedSteps(client));
    if (Date.now() < after) for (const step of paused) held.add(step);
    else if (![...held].some((step) => paused.has(step))) break;
  }
  await persist(() => statusOf(client, environment, regions[0] ?? ''));
}

/** The registry answers a reading; server and orchestration worker a query to a controller, which takes both. */
async function answersAgain(
  kind: StackProcessKind,
  client: Client,
  registry: Registry,
  regions: readonly string[],
): Promise<void> {
  const region = regions[0] ?? '';
  if (kind === 'registry') await persist(() => registry.regionStanding(environment, region));
  else await persist(() => statusOf(client, environment, region));
}
