import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectServer } from '../../../src/composition/connect-environments.ts';
import { openRegistry } from '../../../src/composition/open-registry.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import type { Registry } from '../../../src/ports/registry.ts';
import { countTriggers, readCycles, type TriggerCounts } from '../../chaos/books.ts';
import { deliveriesOf, type Delivery } from '../../chaos/deliveries.ts';
import { digestOf } from '../../chaos/digest.ts';
import { JobLog } from '../../chaos/job-log.ts';
import { OwnLog } from '../../chaos/own-log.ts';
import { Sender } from '../../chaos/sender.ts';
import { environmentName, startInstallation, workerHosts, type HostsInstallation } from '../hosts/installation.ts';
import { Backup } from './backup.ts';
import { approve, approveAgain, keptOf, openDecisions, waitingIn, type DecisionCounts } from './decisions.ts';

export interface RestoreRunOptions {
  /** An empty folder. */
  readonly directory: string;
  /** Whether nothing is lost. */
  readonly isCalm: boolean;
  readonly epochs: number;
  readonly say: (line: string) => void;
}

/** How an installation came back. */
interface Comeback {
  /** From the loss back to the moment whose state was restored, in seconds; 0 where the state itself was not lost. */
  readonly rpoSeconds: number;
  /** From the loss to the first published forecasts afterwards, in seconds. */
  readonly rtoSeconds: number;
}

export interface RestoreOutcome {
  readonly digest: string;
  readonly triggers: TriggerCounts;
  /** Everything but the backup was lost. */
  readonly all?: Comeback;
  /** Temporal's cluster and its database were lost, and a new cluster has taken over. */
  readonly cluster?: Comeback;
  /** What happened to the challengers that waited for a person. */
  readonly decisions?: DecisionCounts;
}

const spreadMs = 5000;
const copyEveryMs = 10_000;

/**
 * Three weeks: in the second everything but the backup is lost, in the third Temporal's cluster. In another environment challengers wait for a person
 * all the while: those of the first region are approved after the first loss, those of the second after the second.
 */
export async function runWithLosses(options: RestoreRunOptions): Promise<RestoreOutcome> {
  const { directory, isCalm, epochs, say } = options;
  await mkdir(directory, { recursive: true });
  const backup = await Backup.make(join(directory, 'backup'));
  const first = join(directory, 'first');
  let installation = await startInstallation({ directory: first, epochs, archive: backup.archive, say });
  try {
    const { project } = installation;
    const log = new OwnLog(join(directory, 'sender.jsonl'));
    await onServer(installation, log, async (sender, registry) => {
      await sender.deliver(deliveriesAt(installation, 0));
      await sender.settle(project.regions, registry);
    });
    say('week 1 is done');
    await backup.takeBase(installation);
    // After it: the archived log has them.
    const open = isCalm ? [] : await openDecisions(installation, project.regions);
    const decisions = { open: open.length, kept: 0, approved: 0, approvedAgain: 0 };

    await deliverWeek(installation, 1);
    let all: Comeback | undefined;
    if (!isCalm) {
      const lostAt = await lose(installation, backup, log, say);
      // The project is in its repository.
      for (const part of ['database', 'objects', 'temporal', ...workerHosts]) {
        await rm(join(first, part), { recursive: true, force: true });
      }
      const second = join(directory, 'second');
      await backup.restoreDatabase(join(second, 'database', 'data'));
      installation = await startInstallation({
        ...{ directory: second, epochs, archive: backup.archive, say },
        restored: { lost: installation, artifacts: backup.artifacts, hasTemporal: true },
      });
      const rtoMs = (await published(installation, 1, log, lostAt)) - lostAt;
      all = { rpoSeconds: seconds(lostAt - Date.parse(backup.restorableTo ?? '')), rtoSeconds: seconds(rtoMs) };
      say(`scoring again ${all.rtoSeconds} s after the loss; ${all.rpoSeconds} s of work were done again`);
      const waiting = await waitingIn(installation);
      decisions.kept = keptOf(open, waiting);
      decisions.approved = await approve(installation, waiting, project.regions[0]);
      say(`${decisions.kept} of ${open.length} challengers still wait; ${decisions.approved} were approved`);
    }
    await onServer(installation, log, async (sender, registry) => {
      await sender.deliver(deliveriesAt(installation, 1));
      await sender.settle(project.regions, registry);
    });
    // Fails where something is missing or damaged.
    await installation.command(['artifacts', 'verify', '--read']);
    say('week 2 is done');

    await deliverWeek(installation, 2);
    let cluster: Comeback | undefined;
    if (!isCalm) {
      await onServer(installation, log, (sender) => sender.deliver(deliveriesAt(installation, 2)));
      await trainingRuns(installation);
      const lostAt = Date.now();
      say('Temporal and its databases are lost; a new cluster takes over');
      await installation.replaceTemporal();
      const rtoMs = (await published(installation, 2, log, lostAt)) - lostAt;
      cluster = { rpoSeconds: 0, rtoSeconds: seconds(rtoMs) };
      decisions.approvedAgain = await approveAgain(installation, project.regions[1]);
      say(`${decisions.approvedAgain} challengers whose workflows were lost were judged again and approved`);
    }
    const cutoffs = { from: project.firstWeek, before: addWeeks(project.cutoff, 3) };
    return await onServer(installation, log, async (sender, registry) => {
      await sender.deliver(deliveriesAt(installation, 2));
      await sender.settle(project.regions, registry);
      const { artifacts, registryUrl } = installation;
      const cycles = await readCycles(registryUrl, environmentName);
      return {
        digest: await digestOf({
          environment: environmentName,
          regions: project.regions,
          cutoffs,
          artifacts,
          registry,
        }),
        triggers: await countTriggers(registry, environmentName, log, cycles),
        ...(all ? { all } : {}),
        ...(cluster ? { cluster } : {}),
        ...(isCalm ? {} : { decisions }),
      };
    });
  } finally {
    await installation.stop();
  }
}

/** Sends a week's messages while the artifacts are copied, and ends everything in the middle of the work; when. */
async function lose(
  installation: HostsInstallation,
  backup: Backup,
  log: OwnLog,
  say: (line: string) => void,
): Promise<number> {
  const lost = new AbortController();
  const copying = backup.copyArtifacts(installation, copyEveryMs, lost.signal);
  await onServer(installation, log, (sender) => sender.deliver(deliveriesAt(installation, 1)));
  // Some of what was acknowledged is in the backup, some is not.
  while (backup.restorableTo === undefined) await sleep(200);
  await sleep(copyEveryMs / 2);
  const at = Date.now();
  lost.abort();
  await installation.loseAll();
  await copying;
  say(`everything but the backup is lost; it can be restored to ${backup.restorableTo}`);
  return at;
}

/**
 * Sends a week's messages again, as senders do that had no answer, asks for one cycle more, and waits until a region has published; when that was, in
 * milliseconds since 1970.
 */
async function published(installation: HostsInstallation, week: number, log: OwnLog, after: number): Promise<number> {
  const { project } = installation;
  const cutoff = addWeeks(project.cutoff, week);
  return onServer(installation, log, async (sender, registry) => {
    const more = project.regions.map((region) => ({
      region,
      trigger: { id: `after-loss/${week}/${region}`, cause: 'request' as const, requestedBy: 'drill' },
      afterMs: 0,
    }));
    await sender.deliver([...more, ...deliveriesAt(installation, week)]);
    for (;;) {
      const moments = (await registry.newestForecasts(environmentName))
        .filter((one) => one.cutoff === cutoff)
        .map(({ publishedAt }) => Date.parse(publishedAt))
        .filter((moment) => moment > after);
      if (moments.length > 0) return Math.min(...moments);
      await sleep(200);
    }
  });
}

/** Waits until a job of a training runs. */
async function trainingRuns({ jobsFile }: HostsInstallation): Promise<void> {
  const jobs = new JobLog(jobsFile);
  while (!jobs.running().some(({ job }) => job === 'train-member')) await sleep(100);
}

async function onServer<Result>(
  { temporalAddress, registryUrl }: HostsInstallation,
  log: OwnLog,
  use: (sender: Sender, registry: Registry) => Promise<Result>,
): Promise<Result> {
  const server = await connectServer(temporalAddress);
  const registry = openRegistry(registryUrl);
  try {
    return await use(new Sender(environmentName, server.clientOf(environmentName), log), registry);
  } finally {
    await registry.close();
    await server.close();
  }
}

async function deliverWeek(installation: HostsInstallation, week: number): Promise<void> {
  await installation.project.deliverWeek(week);
  await installation.deliver();
}

function deliveriesAt({ project }: HostsInstallation, week: number): readonly Delivery[] {
  return deliveriesOf(week, project.regions, (n) => randomStream(1, 'deliveries', n), spreadMs);
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
