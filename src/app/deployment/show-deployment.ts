import { z } from 'zod';
import type { WorkerVersion } from '../../ports/worker-deployments.ts';
import { defineOperation } from '../operation.ts';

const workerVersionSchema: z.ZodType<WorkerVersion> = z.object({
  buildId: z.string(),
  state: z.enum(['current', 'ramping', 'draining', 'drained', 'inactive']),
  pinned: z.number(),
});

/** The builds an environment knows, which of them has drained, and how many running workflows are pinned to each. */
export const showDeployment = defineOperation({
  name: 'deployment.show',
  role: 'reader',
  input: z.object({ environment: z.string() }),
  answer: z.array(workerVersionSchema).readonly(),
  run: (app, { environment }) => app.withOrchestration(({ deployments }) => deployments.versions(environment)),
});
