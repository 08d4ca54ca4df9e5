import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectServer } from '../../../src/composition/connect-environments.ts';
import { openRegistry } from '../../../src/composition/open-registry.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import { countCycles, countTriggers, readCycles, type CycleCounts, type TriggerCounts } from '../../chaos/books.ts';
import { deliveriesOf, triggersSent } from '../../chaos/deliveries.ts';
import { digestOf } from '../../chaos/digest.ts';
import { JobLog } from '../../chaos/job-log.ts';
import { OwnLog } from '../../chaos/own-log.ts';
import { Sender } from '../../chaos/sender.ts';
import { faultsOfWeek, type Fault } from './faults.ts';
import { environmentName, startInstallation, type HostsInstallation } from './installation.ts';

export interface HostsRunOptions {
  /** An empty folder. */
  readonly directory: string;
  readonly isCalm: boolean;
  readonly weeks: number;
  readonly epochs: number;
  readonly say: (line: string) => void;
}

export interface HostsOutcome {
  readonly digest: string;
  readonly faults: readonly Fault[];
  readonly sent: number;
  readonly askedAgain: number;
  readonly triggers: TriggerCounts;
  readonly cycles: CycleCounts;
  /** Readings of the overview through the API, one a second, and how many of them were not answered in order. */
  readonly reads: { readonly all: number; readonly failed: number };
  readonly seconds: number;
}

/** Over how long the messages of a week are spread, in milliseconds. */
const spreadMs = 10_000;

/** Week after week on an installation over several hosts, with or without faults. */
export async function runOnHosts(options: HostsRunOptions): Promise<HostsOutcome> {
  const { directory, isCalm, weeks, epochs, say } = options;
  await mkdir(directory, { recursive: true });
  const started = performance.now();
  const installation = await startInstallation({ directory, epochs, say });
  const { project, artifacts, registryUrl, jobsFile } = installation;
  const server = await connectServer(installation.temporalAddress);
  const registry = openRegistry(registryUrl);
  const reader = new Reader(installation);
  try {
    const client = server.clientOf(environmentName);
    const log = new OwnLog(join(directory, 'sender.jsonl'));
    const sender = new Sender(environmentName, client, log);
    const context = { installation, client, jobs: new JobLog(jobsFile), say };
    const faults: Fault[] = [];
    for (let week = 0; week < weeks; week += 1) {
      if (week > 0) await project.deliverWeek(week);
      await installation.deliver();
      say(`week ${addWeeks(project.cutoff, week)}`);
      const ended = new AbortController();
      const happening = isCalm ? Promise.resolve([]) : faultsOfWeek(week, context, ended.signal);
      await sender.deliver(deliveriesOf(week, project.regions, (n) => randomStream(1, 'deliveries', n), spreadMs));
      await sender.settle(project.regions, registry);
      ended.abort();
      faults.push(...(await happening));
      await sender.settle(project.regions, registry);
    }
    const cycles = await readCycles(registryUrl, environmentName);
    const cutoffs = { from: project.firstWeek, before: addWeeks(project.cutoff, weeks) };
    return {
      digest: await digestOf({ environment: environmentName, regions: project.regions, cutoffs, artifacts, registry }),
      faults,
      sent: triggersSent(weeks, project.regions),
      askedAgain: sender.askedAgain,
      triggers: await countTriggers(registry, environmentName, log, cycles),
      cycles: countCycles(cycles, []),
      reads: await reader.stop(),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await reader.stop();
    await registry.close();
    await server.close();
    await installation.stop();
  }
}

/** Somebody who has the overview open. */
class Reader {
  readonly #counts = { all: 0, failed: 0 };
  readonly #stopped = new AbortController();
  readonly #reading: Promise<void>;

  constructor({ api }: Pick<HostsInstallation, 'api'>) {
    this.#reading = this.#read(api);
  }

  async stop(): Promise<{ readonly all: number; readonly failed: number }> {
    this.#stopped.abort();
    await this.#reading;
    return this.#counts;
  }

  async #read({ url, key }: HostsInstallation['api']): Promise<void> {
    const { signal } = this.#stopped;
    let isUp = false;
    while (!signal.aborted) {
      const isAnswered = await fetch(`${url}/api/v1/environments/${environmentName}/overview`, {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
      }).then(
        (response) => response.ok,
        () => false,
      );
      // The API's start is no outage.
      isUp ||= isAnswered;
      if (isUp && !signal.aborted) this.#counts.all += 1;
      if (isUp && !isAnswered && !signal.aborted) this.#counts.failed += 1;
      await sleep(1000, undefined, { signal }).catch(() => undefined);
    }
  }
}
