import type { WorkerDeployments } from '../ports/worker-deployments.ts';
import type { ManagedProcess } from './managed-process.ts';

export interface OlderBuildsOptions {
  readonly environments: readonly string[];
  readonly deployments: Pick<WorkerDeployments, 'pinned' | 'versions'>;
  /** The build whose worker runs in any case; `undefined`: workflows run without versions. */
  readonly current: string | undefined;
  /** Makes the worker of a build; `undefined` where its bundle has not been kept. */
  readonly worker: (buildId: string) => Promise<ManagedProcess | undefined>;
  readonly onStep: (step: string) => void;
}

const lookEveryMs = 5000;

/** Workers of builds before the current one, for the workflows pinned to them; each ends once it has drained. */
export class OlderBuilds {
  readonly #options: OlderBuildsOptions;
  readonly #workers = new Map<string, ManagedProcess>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: OlderBuildsOptions) {
    this.#options = options;
  }

  /** Starts a worker for each older build that a running workflow is pinned to. */
  async start(): Promise<void> {
    const { current, worker, onStep } = this.#options;
    for (const [buildId, count] of await this.#pinned()) {
      if (buildId === current) continue;
      const workflows = `${count} workflow${count === 1 ? '' : 's'} of build ${buildId}`;
      const process = await worker(buildId);
      if (!process) {
        onStep(
          `${workflows} wait: its bundle is not in the state folder; start the code they started on, or move or end them in Temporal's UI`,
        );
        continue;
      }
      onStep(`${workflows} continue with the code they started on`);
      await process.start();
      this.#workers.set(buildId, process);
    }
    if (this.#workers.size > 0) this.#timer = setInterval(() => this.#look(), lookEveryMs);
  }

  /** Stops the workers that still run. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()));
  }

  /** One look at a time; a server that does not answer is asked again at the next one. */
  #look(): void {
    this.#looking = this.#looking.then(() => this.#endIdle()).catch(() => undefined);
  }

  async #endIdle(): Promise<void> {
    const needed = await this.#needed();
    for (const [buildId, worker] of this.#workers) {
      if (needed.has(buildId)) continue;
      this.#workers.delete(buildId);
      await worker.stop();
      this.#options.onStep(`nothing runs on build ${buildId} any more; its worker has ended`);
    }
    if (this.#workers.size === 0) clearInterval(this.#timer);
  }

  /** Builds that get workflows, or have not drained in every environment. The server waits until its list of workflows is complete before it says so. */
  async #needed(): Promise<ReadonlySet<string>> {
    const { environments, deployments } = this.#options;
    const versions = await Promise.all(environments.map((environment) => deployments.versions(environment)));
    return new Set(
      versions
        .flat()
        .flatMap(({ buildId, state }) => (['draining', 'current', 'ramping'].includes(state) ? [buildId] : [])),
    );
  }

  async #pinned(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    const { environments, deployments } = this.#options;
    for (const found of await Promise.all(environments.map((environment) => deployments.pinned(environment)))) {
      for (const [buildId, count] of found) counts.set(buildId, (counts.get(buildId) ?? 0) + count);
    }
    return counts;
  }
}
