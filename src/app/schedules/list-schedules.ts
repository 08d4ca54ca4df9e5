import { z } from 'zod';
import type { ScheduleFacts } from '../../contracts/schedules.ts';
import { defineOperation } from '../operation.ts';
import { environmentsOf } from './environments-of.ts';

const scheduleFactsSchema: z.ZodType<ScheduleFacts> = z.object({
  environment: z.string(),
  scheduleId: z.string(),
  timeZone: z.string(),
  when: z.string(),
  paused: z.boolean(),
  note: z.string().exactOptional(),
  next: z.array(z.string()),
  last: z.object({ at: z.string(), workflowId: z.string() }).exactOptional(),
});

/** The project's Schedules as they stand on the server. */
export const listSchedules = defineOperation({
  name: 'schedules.list',
  role: 'reader',
  input: z.object({
    /** Default: all. */
    environment: z.string().exactOptional(),
  }),
  answer: z.array(scheduleFactsSchema).readonly(),
  async run(app, { environment }) {
    const environments = environmentsOf(app.project.resolved, environment);
    return app.withOrchestration(async ({ schedules }) =>
      (await Promise.all(environments.map((one) => schedules.list(one)))).flat(),
    );
  },
});
