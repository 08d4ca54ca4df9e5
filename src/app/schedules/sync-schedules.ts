import { z } from 'zod';
import { wantedSchedules, type ScheduleChange } from '../../contracts/schedules.ts';
import { defineOperation } from '../operation.ts';
import { environmentsOf } from './environments-of.ts';
import { syncEnvironments } from './sync-environments.ts';

const scheduleChangeSchema: z.ZodType<ScheduleChange> = z.object({
  action: z.enum(['create', 'update', 'delete']),
  environment: z.string(),
  scheduleId: z.string(),
  differences: z.array(z.object({ field: z.string(), from: z.string().exactOptional(), to: z.string() })),
});

/** Makes the Schedules on the server what the project asks for; a pause is kept. */
export const syncSchedules = defineOperation({
  name: 'schedules.sync',
  role: 'admin',
  input: z.object({
    /** Default: all, with those the project no longer has. */
    environment: z.string().exactOptional(),
    /** Only say what would be done. */
    dryRun: z.boolean(),
  }),
  answer: z.object({
    dryRun: z.boolean(),
    changes: z.array(scheduleChangeSchema).readonly(),
    /** How many the project asks for. */
    schedules: z.number(),
  }),
  async run(app, { environment: only, dryRun }) {
    const { resolved } = app.project;
    const environments = environmentsOf(resolved, only);
    const wanted = environments.flatMap((environment) => wantedSchedules(resolved, environment));
    const changes = await app.withOrchestration(({ schedules }) =>
      syncEnvironments(resolved, schedules, { only, dryRun }),
    );
    return { dryRun, changes, schedules: wanted.length };
  },
});
