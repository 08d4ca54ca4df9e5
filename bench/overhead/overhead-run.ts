import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createRegionControllers } from '../../src/adapters/temporal/region-controllers.ts';
import { controllerStatusQuery } from '../../src/contracts/messages.ts';
import { taskQueues } from '../../src/contracts/task-queues.ts';
import type { Week } from '../../src/contracts/week.ts';
import { regionControllerId, regionCycleId } from '../../src/contracts/workflow-ids.ts';
import { serviceOptions } from '../../src/processes/node-options.ts';
import { startConfiguredDevServer } from '../../test/support/dev-server.ts';
import { week } from '../../test/support/instant-jobs.ts';
import { startTestRegistry, type TestRegistry } from '../../test/support/registry.ts';
import { bundleWorkflows } from '../../test/support/workflow-bundle.ts';
import { residentMb } from '../support/process-tree.ts';
import type { InstantWorkerOptions } from './instant-worker.ts';

const environment = 'default';
const lookEveryMs = 20;

/**
 * The server starts a run that continues one of less than a second a second after that one began. Controllers of real cycles, which take
 * minutes, never wait for it.
 */
const quickCycles = { 'history.continueAsNewMinInterval': '0s' };

/** Cycles that ran at once. */
export interface CyclesRun {
  /** Until the last had ended. */
  readonly seconds: number;
  /** Processor time of all processes meanwhile, which other load on the machine changes little. */
  readonly processorSeconds: number;
  readonly cycleIds: readonly string[];
}

/** What a bench measures: workers, and whether the server has regions take turns. */
export interface OverheadOptions extends Omit<InstantWorkerOptions, 'address' | 'registryUrl'> {
  /** Default: true. */
  readonly isFair?: boolean;
}

/** Temporal's dev server, a registry, and workers in a process of their own, whose jobs are instant. */
export class OverheadRun {
  readonly #server: TestWorkflowEnvironment;
  readonly #registry: TestRegistry;
  readonly #worker: ChildProcess;
  readonly #numbers = new Map<string, number>();
  #round = 0;

  private constructor(server: TestWorkflowEnvironment, registry: TestRegistry, worker: ChildProcess) {
    this.#server = server;
    this.#registry = registry;
    this.#worker = worker;
  }

  static async start({ isFair = true, ...worker }: OverheadOptions): Promise<OverheadRun> {
    const [server, registry] = await Promise.all([
      startConfiguredDevServer({ ...quickCycles, ...(isFair ? {} : { 'matching.enableFairness': false }) }),
      startTestRegistry(),
      // Bundled here: the memory that takes is not the worker's.
      bundleWorkflows(),
    ]);
    const program = fileURLToPath(new URL('./instant-worker.ts', import.meta.url));
    const options: InstantWorkerOptions = { address: server.address, registryUrl: registry.url, ...worker };
    const process = fork(program, [JSON.stringify(options)], { execArgv: [...serviceOptions] });
    await once(process, 'message');
    return new OverheadRun(server, registry, process);
  }

  get client(): Client {
    return this.#server.client;
  }

  /** Runs a cycle of every region at once, each with every segment trained. */
  async cycles(regions: readonly string[]): Promise<CyclesRun> {
    const cutoff = week((this.#round += 1));
    const started = performance.now();
    const processor = this.processorMs();
    const cycleIds = await Promise.all(regions.map((region) => this.#cycle(region, cutoff)));
    const seconds = (performance.now() - started) / 1000;
    return { seconds, processorSeconds: (this.processorMs() - processor) / 1000, cycleIds };
  }

  async #cycle(region: string, cutoff: Week): Promise<string> {
    const controllers = createRegionControllers(() => this.client);
    const trigger = { id: randomUUID(), cause: 'request', requestedBy: 'bench', cutoff } as const;
    await controllers.requestCycle({ environment, region }, trigger);
    const number = (this.#numbers.get(region) ?? 0) + 1;
    this.#numbers.set(region, number);
    const cycleId = regionCycleId(environment, region, cutoff, number);
    await this.#ended(cycleId);
    const handle = this.client.workflow.getHandle(regionControllerId(environment, region));
    for (;;) {
      const { pending, running } = await handle.query(controllerStatusQuery);
      if (pending === 0 && running === undefined) return cycleId;
      await setTimeout(lookEveryMs);
    }
  }

  /** The runs of a region's controller that have ended, each around a cycle. */
  async controllerRuns(region: string): Promise<readonly { readonly workflowId: string; readonly runId: string }[]> {
    const query = `WorkflowId = '${regionControllerId(environment, region)}' AND ExecutionStatus = 'ContinuedAsNew'`;
    return Array.fromAsync(this.client.workflow.list({ query }), ({ workflowId, runId }) => ({ workflowId, runId }));
  }

  /** Waits until a cycle has an activity of a type that runs. */
  async waitForActivity(cycleId: string, type: string): Promise<void> {
    for (;;) {
      const description = await this.client.workflow
        .getHandle(cycleId)
        .describe()
        .catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        });
      const pending = description?.raw.pendingActivities ?? [];
      if (pending.some(({ activityType, attempt }) => activityType?.name === type && attempt)) return;
      await setTimeout(lookEveryMs);
    }
  }

  /** Waits for a cycle's end by one long call, since a query is work for the very worker that is measured. */
  async #ended(cycleId: string): Promise<void> {
    for (;;) {
      try {
        await this.client.workflow.getHandle(cycleId).result();
        return;
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        await setTimeout(lookEveryMs);
      }
    }
  }

  /** Starts controllers that nobody asks anything of, and waits until all of them wait. */
  async startIdle(regions: readonly string[]): Promise<void> {
    for (let from = 0; from < regions.length; from += 50) {
      const batch = regions.slice(from, from + 50);
      const handles = await Promise.all(
        batch.map((region) =>
          this.client.workflow.start('regionController', {
            workflowId: regionControllerId(environment, region),
            taskQueue: taskQueues.orchestration,
            args: [{ environment, region }],
          }),
        ),
      );
      // One after the other: questions are work for the worker too.
      for (const handle of handles) {
        while ((await handle.query(controllerStatusQuery)).doing !== 'waits for a trigger') {
          await setTimeout(lookEveryMs);
        }
      }
    }
  }

  /** Milliseconds until a controller answered its status query, for each region. */
  async askStatus(regions: readonly string[]): Promise<readonly number[]> {
    const took: number[] = [];
    for (const region of regions) {
      const started = performance.now();
      await this.client.workflow.getHandle(regionControllerId(environment, region)).query(controllerStatusQuery);
      took.push(performance.now() - started);
    }
    return took;
  }

  /** Processor milliseconds since their start: of the worker, of the server, and of this process, which has the registry. */
  processorMs(): number {
    return [this.#worker.pid ?? 0, serverProcess(), process.pid].reduce((sum, id) => sum + processorMs(id), 0);
  }

  /** Resident sets now, in megabytes. */
  memory(): { readonly workerMb: number; readonly serverMb: number } {
    return { workerMb: residentMb(this.#worker.pid ?? 0), serverMb: residentMb(serverProcess()) };
  }

  async stop(): Promise<void> {
    this.#worker.disconnect();
    await once(this.#worker, 'exit');
    await this.#registry.stop();
    await this.#server.teardown();
  }
}

/** Id of the dev server, the one child of this process that is no Node. */
function serverProcess(): number {
  // It was started by a thread of the SDK; children are listed by the thread that started them.
  const children = readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  const server = children.find((id) => readFileSync(`/proc/${id}/comm`, 'utf8').startsWith('temporal'));
  if (server === undefined) throw new Error('the dev server is not among the processes of this one');
  return server;
}

/** Linux counts in hundredths of a second. */
function processorMs(processId: number): number {
  const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
