import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createRegionControllers } from '../../src/adapters/temporal/region-controllers.ts';
import { controllerStatusQuery } from '../../src/contracts/messages.ts';
import { taskQueues } from '../../src/contracts/task-queues.ts';
import type { Week } from '../../src/contracts/week.ts';
import { regionControllerId } from '../../src/contracts/workflow-ids.ts';
import { startDevServer } from '../../test/support/dev-server.ts';
import { week } from '../../test/support/instant-jobs.ts';
import { startTestRegistry, type TestRegistry } from '../../test/support/registry.ts';

const environment = 'default';
const lookEveryMs = 20;

/** Temporal's dev server, a registry, and workers in a process of their own, whose jobs are instant. */
export class OverheadRun {
  readonly #server: TestWorkflowEnvironment;
  readonly #registry: TestRegistry;
  readonly #worker: ChildProcess;
  #round = 0;

  private constructor(server: TestWorkflowEnvironment, registry: TestRegistry, worker: ChildProcess) {
    this.#server = server;
    this.#registry = registry;
    this.#worker = worker;
  }

  static async start(regions: readonly string[]): Promise<OverheadRun> {
    const [server, registry] = await Promise.all([startDevServer(), startTestRegistry()]);
    const program = fileURLToPath(new URL('./instant-worker.ts', import.meta.url));
    const worker = fork(program, [server.address, registry.url, regions.join(',')]);
    await once(worker, 'message');
    return new OverheadRun(server, registry, worker);
  }

  get client(): Client {
    return this.#server.client;
  }

  /** Runs a cycle of every region at once, each with every segment trained; returns the seconds until the last had ended. */
  async cycles(
    regions: readonly string[],
  ): Promise<{ readonly seconds: number; readonly cycleIds: readonly string[] }> {
    const cutoff = week((this.#round += 1));
    const started = performance.now();
    const cycleIds = await Promise.all(regions.map((region) => this.#cycle(region, cutoff)));
    return { seconds: (performance.now() - started) / 1000, cycleIds };
  }

  async #cycle(region: string, cutoff: Week): Promise<string> {
    const controllers = createRegionControllers(() => this.client);
    const trigger = { id: randomUUID(), cause: 'request', requestedBy: 'bench', cutoff } as const;
    await controllers.requestCycle({ environment, region }, trigger);
    const handle = this.client.workflow.getHandle(regionControllerId(environment, region));
    for (;;) {
      const { lastCycle, pending, running } = await handle.query(controllerStatusQuery);
      if (lastCycle?.cutoff === cutoff && pending === 0 && running === undefined) {
        if (lastCycle.state !== 'succeeded') throw new Error(`${lastCycle.cycleId}: ${lastCycle.state}`);
        return lastCycle.cycleId;
      }
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  }

  /** Starts controllers that nobody asks anything of, and waits until all of them wait. */
  async startIdle(regions: readonly string[]): Promise<void> {
    for (let from = 0; from < regions.length; from += 50) {
      await Promise.all(
        regions.slice(from, from + 50).map(async (region) => {
          const handle = await this.client.workflow.start('regionController', {
            workflowId: regionControllerId(environment, region),
            taskQueue: taskQueues.orchestration,
            args: [{ environment, region }],
          });
          while ((await handle.query(controllerStatusQuery)).doing !== 'waits for a trigger');
        }),
      );
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

  /** Resident sets now, in megabytes. */
  memory(): { readonly workerMb: number; readonly serverMb: number } {
    return { workerMb: rssMb(this.#worker.pid ?? 0), serverMb: rssMb(serverProcess()) };
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

function rssMb(processId: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}
