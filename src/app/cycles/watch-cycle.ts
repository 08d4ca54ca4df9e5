import { z } from 'zod';
import type { CycleView, RunningFit } from '../../ports/cycle-progress.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { cycleOf } from './cycle-of.ts';
import { cycleResultSchema } from './cycle-schemas.ts';

const stages = [
  ...(['waiting', 'ingest', 'snapshot', 'assess', 'train', 'promote', 'score', 'publish', 'evaluate'] as const),
  ...(['done', 'failed'] as const),
] satisfies readonly CycleView['stage'][];

/** A cycle as Temporal has it. */
interface LiveCycle extends Omit<CycleView, 'startedAt'> {
  /** ISO 8601. */
  readonly startedAt?: string;
}

const runningFitSchema: z.ZodType<RunningFit> = z.object({
  fit: z.string(),
  epochsPerNetwork: z.number(),
  points: z.array(z.tuple([z.number(), z.number()]).readonly()).readonly(),
});

const liveCycleSchema: z.ZodType<LiveCycle> = z.object({
  region: z.string(),
  cycleId: z.string().exactOptional(),
  stage: z.enum(stages),
  startedAt: z.string().exactOptional(),
  activities: z.array(z.string()).readonly(),
  segments: z
    .array(
      z.object({
        name: z.string(),
        stage: z.string(),
        detail: z.string(),
        activities: z.array(z.string()).readonly(),
        fits: z.array(runningFitSchema).readonly().exactOptional(),
      }),
    )
    .readonly(),
  result: cycleResultSchema.exactOptional(),
  failure: z.string().exactOptional(),
});

/** What a cycle is doing now: its stage, its segments, and what each of their trainings has reached. */
export const watchCycle = defineOperation({
  name: 'cycles.watch',
  role: 'reader',
  input: z.object({ environment: z.string(), cycleId: z.string() }),
  answer: liveCycleSchema,
  async run(app, { environment, cycleId }) {
    checkEnvironment(environment, Object.keys(app.project.resolved.environments));
    const { region } = await app.withRegistry((registry) => cycleOf(registry, environment, cycleId));
    const before: CycleView = { region, cycleId, stage: 'waiting', activities: [], segments: [] };
    const seen = await app.withOrchestration(({ progress }) => progress.look({ environment, region, cycleId }, before));
    // What was known before is answered where the server does not say.
    if (seen === before) throw refusal('progress-unknown', { cycleId });
    const { startedAt, ...view } = seen;
    return { ...view, ...(startedAt ? { startedAt: startedAt.toISOString() } : {}) };
  },
});
