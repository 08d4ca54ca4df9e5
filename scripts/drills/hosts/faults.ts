import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { JobLog, RunningJob } from '../../chaos/job-log.ts';
import { pausedSteps } from '../../chaos/paused-steps.ts';
import { persist } from '../../chaos/persist.ts';
import { statusOf } from '../../chaos/sender.ts';
import { environmentName, workerHosts, type HostsInstallation, type WorkerHost } from './installation.ts';

export interface Fault {
  readonly kind: 'host killed' | 'host cut off' | 'database restarted';
  readonly host: string;
  /** Milliseconds until what was hit went on elsewhere or again; left out where the week ended before. */
  recoveryMs?: number;
}

interface Context {
  readonly installation: HostsInstallation;
  readonly client: Client;
  readonly jobs: JobLog;
  readonly say: (line: string) => void;
}

const lookEveryMs = 100;
/** How long a killed host takes to start again, in milliseconds. */
const bootMs = 10_000;
/** How long a host is cut off: longer than the server waits for heartbeats. */
const cutOffMs = 45_000;
const databaseAwayMs = 8000;

/** One fault of each kind in the middle of a week's trainings, one after the other. Ends with what was hit going on, or with the week. */
export async function faultsOfWeek(week: number, context: Context, ended: AbortSignal): Promise<readonly Fault[]> {
  // The hosts change roles from week to week.
  const [first, second] = week % 2 === 0 ? workerHosts : workerHosts.toReversed();
  const faults: Fault[] = [];
  for (const happen of [
    () => restartDatabase(context, ended),
    () => killHost(first!, context, ended),
    () => cutHostOff(second!, context, ended),
  ]) {
    const fault = await happen();
    if (fault) faults.push(fault);
  }
  return faults;
}

async function killHost(host: WorkerHost, context: Context, ended: AbortSignal): Promise<Fault | undefined> {
  const { installation, say } = context;
  const hit = await trainingOn(host, context, ended);
  if (!hit) return undefined;
  const at = Date.now();
  say(`  ${host} loses power with ${hit.length} jobs`);
  await installation.network.kill(host);
  const [wentOnAt] = await Promise.all([
    wentOn(hit, context, ended),
    sleep(bootMs).then(() => installation.startWorkers(host)),
  ]);
  return { kind: 'host killed', host, ...(wentOnAt === undefined ? {} : { recoveryMs: wentOnAt - at }) };
}

async function cutHostOff(host: WorkerHost, context: Context, ended: AbortSignal): Promise<Fault | undefined> {
  const { installation, say } = context;
  const hit = await trainingOn(host, context, ended);
  if (!hit) return undefined;
  const at = Date.now();
  say(`  ${host} is cut off with ${hit.length} jobs for ${cutOffMs / 1000} s`);
  await installation.network.cutOff(host);
  const [wentOnAt] = await Promise.all([
    wentOn(hit, context, ended),
    sleep(cutOffMs).then(() => installation.network.reconnect(host)),
  ]);
  return { kind: 'host cut off', host, ...(wentOnAt === undefined ? {} : { recoveryMs: wentOnAt - at }) };
}

async function restartDatabase(context: Context, ended: AbortSignal): Promise<Fault | undefined> {
  const { installation, client, jobs, say } = context;
  while (jobs.running().length === 0) {
    if (ended.aborted) return undefined;
    await sleep(lookEveryMs);
  }
  say(`  the database restarts, away for ${databaseAwayMs / 1000} s`);
  await installation.database.restart(databaseAwayMs);
  const at = Date.now();
  const held = await persist(() => pausedSteps(client));
  for (;;) {
    const paused = await persist(() => pausedSteps(client));
    if (![...held].some((step) => paused.has(step))) break;
    await sleep(lookEveryMs);
  }
  for (const region of installation.project.regions) await persist(() => statusOf(client, environmentName, region));
  return { kind: 'database restarted', host: 'database', recoveryMs: Date.now() - at };
}

/** The jobs of a host, once a training is among them; `undefined` where the week ends before. */
async function trainingOn(
  host: WorkerHost,
  { installation, jobs }: Context,
  ended: AbortSignal,
): Promise<readonly RunningJob[] | undefined> {
  for (;;) {
    const running = jobs.running().filter((job) => installation.network.isOn(host, job.process.id));
    if (running.some(({ job }) => job === 'train-member')) return running;
    if (ended.aborted) return undefined;
    await sleep(lookEveryMs);
  }
}

/** When the last of these jobs had spoken from another process; `undefined` where the week ended before. */
async function wentOn(hit: readonly RunningJob[], { jobs }: Context, ended: AbortSignal): Promise<number | undefined> {
  for (;;) {
    const moments = hit.map((job) => jobs.wentOnAt(job));
    const known = moments.filter((moment) => moment !== undefined);
    if (known.length === hit.length) return Math.max(...known);
    if (ended.aborted) return undefined;
    await sleep(lookEveryMs);
  }
}
