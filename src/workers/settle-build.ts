import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { UnversionedRunsError, type openWorkerDeployments } from '../composition/open-orchestration.ts';

/** Milliseconds until a server that does not answer no longer holds up the end of a worker. */
const patienceMs = 2000;
/** Between two attempts to settle which build is current. */
const againMs = 30_000;

/** What a worker does about its build in the environments it serves. */
export interface BuildOfWorker {
  readonly buildId: string;
  readonly environments: readonly string[];
  readonly deployments: Pick<ReturnType<typeof openWorkerDeployments>, 'setFirst' | 'versions'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Makes the build current where an environment never had one: nothing would run. Otherwise it says which build gets new workflows. What
 * the server does not answer now is tried again until the worker stops.
 */
export async function settleBuild(build: BuildOfWorker, stopped?: AbortSignal): Promise<void> {
  const { environments } = build;
  await Promise.all(
    environments.map(async (environment) => {
      while (!(await settledIn(environment, build)) && stopped !== undefined) {
        const waited = sleep(againMs, true, { ref: false, signal: stopped });
        if (!(await waited.catch(() => false))) return;
      }
    }),
  );
}

/** Whether it is settled which build of an environment gets new workflows; where it is not, the log says why. */
async function settledIn(
  environment: string,
  { buildId, deployments, log }: Omit<BuildOfWorker, 'environments'>,
): Promise<boolean> {
  try {
    const current = await deployments.setFirst(environment, buildId);
    if (current === buildId) {
      log.info({ environment, buildId }, 'new workflows start on this build');
    } else {
      const others = current === undefined ? 'workers without a version' : `build ${current}`;
      log.info(
        { environment, buildId, current },
        `new workflows start on ${others}; this build gets them after "deployment set-current ${buildId} --env ${environment}"`,
      );
    }
  } catch (error) {
    if (error instanceof UnversionedRunsError) {
      const { runs } = error;
      log.warn({ environment, buildId, runs }, `${error.message}, then build ${buildId} becomes current automatically`);
      return false;
    }
    log.warn(
      { environment, buildId, err: error },
      `it is not known which build gets new workflows; "deployment show --env ${environment}" says it`,
    );
    return false;
  }
  return true;
}

/** Warns where workflows are left that only workers of the build can continue, before one of them ends. */
export async function warnOfUndrained({ buildId, environments, deployments, log }: BuildOfWorker): Promise<void> {
  const looks = environments.map(async (environment) => {
    const own = (await deployments.versions(environment)).find((version) => version.buildId === buildId);
    if (own?.state !== 'draining') return;
    log.warn(
      { environment, buildId, pinned: own.pinned },
      `build ${buildId} has not drained in ${environment}: keep a worker of it on every queue until "deployment show" says drained`,
    );
  });
  await Promise.race([Promise.allSettled(looks), sleep(patienceMs, undefined, { ref: false })]);
}
