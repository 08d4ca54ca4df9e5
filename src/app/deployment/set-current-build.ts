import { z } from 'zod';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { UnknownBuildError, UnversionedRunsError } from '../../ports/worker-deployments.ts';
import type { App } from '../app.ts';
import { addressesOf } from '../controllers/on-regions.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { codeTrigger, retrainRegions } from './retrain-regions.ts';
import { retrainingSchema, type Retraining } from '../../contracts/retraining.ts';

/**
 * Has new workflows start on a build, whose worker must run, and asks the regions whose champions were trained with other code to retrain. Cycles that
 * workers without a version run are not handed to it: then it is refused. Which code goes with a build is known of the own one alone. The build
 * stays current, whatever becomes of the regions.
 */
export const setCurrentBuild = defineOperation({
  name: 'deployment.set-current',
  role: 'admin',
  input: z.object({
    environment: z.string(),
    /** null: workers without a version get new workflows. Default: the build of this checkout. */
    buildId: z.string().nullable().exactOptional(),
    /** Whether regions are asked to retrain. Default true. */
    retrain: z.boolean().exactOptional(),
  }),
  answer: z.object({ environment: z.string(), buildId: z.string().nullable(), retraining: retrainingSchema }),
  async run(app, { environment, buildId: wanted, retrain = true }) {
    const addresses = addressesOf(app, { environment });
    const buildId = wanted === undefined ? await app.ownBuildId() : wanted;
    await makeCurrent(app, environment, buildId);
    const retraining: Retraining = retrain ? await retrainedFor(app, addresses, buildId) : { state: 'left-out' };
    return { environment, buildId, retraining };
  },
});

async function makeCurrent(app: App, environment: string, buildId: string | null): Promise<void> {
  try {
    await app.withOrchestration(({ deployments }) => deployments.setCurrent(environment, buildId ?? undefined));
  } catch (error) {
    if (error instanceof UnversionedRunsError) {
      const { buildId: build, runs } = error;
      const detail = `${error.message}, then make build ${build} current. If that build is to continue them, stop those workers first`;
      throw refusal('unversioned-runs', { environment, buildId: build, runs, detail }, { cause: error });
    }
    if (!(error instanceof UnknownBuildError)) throw error;
    const named = buildId === null ? {} : { buildId };
    throw refusal('unknown-build', { environment, ...named, detail: error.message }, { cause: error });
  }
}

async function retrainedFor(
  app: App,
  addresses: readonly RegionAddress[],
  buildId: string | null,
): Promise<Retraining> {
  const { project } = app;
  const { codeVersion } = project;
  try {
    const thisBuild = await app.ownBuildId();
    if (buildId !== thisBuild) return { state: 'unknown-code', thisBuild };
    const trigger = codeTrigger(codeVersion, { requestedBy: app.actor, reason: `build ${buildId} is current` });
    const regions = await app.withRegistry((registry) =>
      app.withOrchestration(({ controllers }) =>
        retrainRegions({ registry, controllers, project }, addresses, trigger),
      ),
    );
    return { state: 'compared', codeVersion, triggerId: trigger.id, regions };
  } catch (error) {
    // The build is current: a failure of the rest must not hide that.
    return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
