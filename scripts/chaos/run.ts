import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { connectServer } from '../../src/composition/connect-environments.ts';
import { startStack } from '../../src/embedded/stack.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { controllerStatusQuery } from '../../src/contracts/messages.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import { regionControllerId } from '../../src/contracts/workflow-ids.ts';
import { randomStream } from '../../src/forecasting/random.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { createRegionControllers } from '../../src/adapters/temporal/region-controllers.ts';
import { openRegistry } from '../../src/composition/open-registry.ts';
import { createSmallProject } from '../../test/support/small-project.ts';
import { countCycles, countTriggers, type CycleCounts, type TriggerCounts } from './books.ts';
import { deliveriesOf, triggersSent, type Delivery } from './deliveries.ts';
import { digestOf } from './digest.ts';
import { JobLog } from './job-log.ts';
import { Killer, type Kill } from './killer.ts';
import { persist } from './persist.ts';
import type { StackProcessKind } from './stack-processes.ts';

export interface RunOptions {
  /** An empty folder for project, state and logs. */
  readonly directory: string;
  readonly seed: number;
  /** Kills in all; 0 for a calm run. */
  readonly kills: number;
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
  readonly rounds: number;
  /** Triggers that its messages are about. */
  readonly sent: number;
  readonly triggers: TriggerCounts;
  readonly cycles: CycleCounts;
  readonly epochsTrained: number;
  readonly seconds: number;
}

/** The first week and as many new ones as the small project can deliver. */
const mostRounds = 9;
const environment = 'dev';
const probe = new URL('./job-probe.ts', import.meta.url).href;
const patienceMs = 900_000;

/** A project from an empty folder on the embedded stack, week after week, with or without kills. */
export async function runWeeks(options: RunOptions): Promise<RunOutcome> {
  const { directory, seed, kills, epochs, spared, say } = options;
  const started = performance.now();
  const jobsFile = join(directory, 'jobs.jsonl');
  await mkdir(directory, { recursive: true });
  process.env.SHELFCAST_CHAOS_JOBS = jobsFile;
  process.env.SHELFCAST_CHECKPOINT_SECONDS = '0.5';
  process.env.NODE_OPTIONS = `--import=${probe}`;
  const project = await createSmallProject({ directory: join(directory, 'project'), config: configOf(epochs) });
  const state = openStateDirectory(join(directory, 'state'));
  const stack = await startStack(state, {
    projectDirectory: project.directory,
    environments: [environment],
    ...ownPorts(kills === 0),
    onStep: say,
  });
  const server = await connectServer(stack.temporalAddress);
  const registry = openRegistry(stack.registryUrl);
  try {
    const client = server.clientOf(environment);
    const jobs = new JobLog(jobsFile);
    const accepted = new Map(project.regions.map((region) => [region as string, new Set<string>()]));
    const killer = new Killer({
      random: randomStream(seed, 'kills'),
      ...{ jobs, spared, wanted: kills },
      answers: (kind) => answersAgain(kind, client, registry, project.regions),
      onKill: ({ kind }) => say(`  kill ${killer.kills.length}: ${kind}`),
    });
    const fewestRounds = kills < 10 ? 1 : 2;
    let round = 0;
    for (; round < (options.rounds ?? mostRounds); round += 1) {
      if (options.rounds === undefined && round >= fewestRounds && killer.kills.length >= kills) break;
      if (round > 0) await project.deliverWeek(round);
      say(`week ${addWeeks(project.cutoff, round)}`);
      const deliveries = deliveriesOf(
        round,
        project.regions,
        (n) => randomStream(seed, 'deliveries', n),
        options.spreadMs,
      );
      const ended = new AbortController();
      const killing = killer.run(Math.ceil((kills * (round + 1)) / fewestRounds), ended.signal);
      await deliver(client, deliveries, accepted);
      await settled(registry, client, accepted);
      ended.abort();
      await killing;
    }
    const cutoffs = { from: project.firstWeek, before: addWeeks(project.cutoff, round) };
    const { artifacts } = state;
    return {
      digest: await digestOf({ environment, regions: project.regions, cutoffs, artifacts, registry }),
      kills: killer.kills,
      rounds: round,
      sent: triggersSent(round, project.regions),
      triggers: await countTriggers(registry, environment, accepted),
      cycles: await countCycles(stack.registryUrl, environment),
      epochsTrained: jobs.epochsTrained,
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await registry.close();
    await server.close();
    await stack.stop();
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
  const first = 20_000 + 10 * (process.pid % 1000) + (calm ? 3 : 0);
  return { temporalPort: first, uiPort: first + 1, databasePort: first + 2 };
}

/** Sends every delivery at its time, until it is acknowledged. */
async function deliver(
  client: Client,
  deliveries: readonly Delivery[],
  accepted: ReadonlyMap<string, Set<string>>,
): Promise<void> {
  const controllers = createRegionControllers(() => client);
  await Promise.all(
    deliveries.map(async ({ region, trigger, afterMs }) => {
      await sleep(afterMs);
      const address = { environment, region };
      await persist(() =>
        client.withDeadline(Date.now() + 10_000, async () => {
          if (trigger.cause === 'data') await controllers.dataChanged(address, trigger);
          else await controllers.requestCycle(address, trigger);
        }),
      );
      accepted.get(region)?.add(trigger.id);
    }),
  );
}

/** Waits until every accepted trigger has ended and no controller has anything left to do. */
async function settled(
  registry: Registry,
  client: Client,
  accepted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (const [region, ids] of accepted) {
    const controllerId = regionControllerId(environment, region);
    for (;;) {
      const ended = await persist(() => registry.endedTriggers(controllerId, [...ids]));
      const { pending, running } = await persist(() => statusOf(client, region));
      if (ended.length === ids.size && pending === 0 && running === undefined) break;
      if (Date.now() > deadline) {
        const waiting = [...ids].filter((id) => !ended.includes(id));
        throw new Error(
          `${controllerId} has not come to rest in ${patienceMs / 1000} s: ${pending} pending, running ${running ?? 'nothing'}, not ended ${waiting.join(', ') || 'none'}`,
        );
      }
      await sleep(500);
    }
  }
}

function statusOf(client: Client, region: string) {
  const handle = client.workflow.getHandle(regionControllerId(environment, region));
  return client.withDeadline(Date.now() + 3000, () => handle.query(controllerStatusQuery));
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
  else await persist(() => statusOf(client, region));
}
