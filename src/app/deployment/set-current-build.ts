import { z } from 'zod';
import { UnknownBuildError } from '../../ports/worker-deployments.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';

/** Has new workflows start on a build, whose worker must run. */
export const setCurrentBuild = defineOperation({
  name: 'deployment.set-current',
  role: 'admin',
  input: z.object({
    environment: z.string(),
    /** null: workers without a version get new workflows. */
    buildId: z.string().nullable(),
  }),
  answer: z.object({ environment: z.string(), buildId: z.string().nullable() }),
  async run(app, { environment, buildId }) {
    try {
      await app.withOrchestration(({ deployments }) => deployments.setCurrent(environment, buildId ?? undefined));
      return { environment, buildId };
    } catch (error) {
      if (!(error instanceof UnknownBuildError)) throw error;
      const named = buildId === null ? {} : { buildId };
      throw refusal('unknown-build', { environment, ...named, detail: error.message }, { cause: error });
    }
  },
});
