import { z } from 'zod';
import { CronError, parseCron } from '../contracts/cron.ts';
import { weekdays } from '../contracts/week.ts';

const cron = z.string().superRefine((text, context) => {
  try {
    parseCron(text);
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

/** Every field may come from another level of the configuration; what must go together is in `schedule-faults.ts`. */
export const scheduleSchema = z.strictObject({
  weekday: z.enum(weekdays).optional(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM from 00:00 to 23:59')
    .optional(),
  cron: cron.optional(),
  jitterSeconds: z.int().min(0).max(3600).optional(),
  catchUpDays: z.int().min(1).max(31).optional(),
  enabled: z.boolean().optional(),
});
export type ParsedSchedule = z.output<typeof scheduleSchema>;

/** The same: fields left out come from the project's own `watch`. */
export const watchSchema = z.strictObject({
  everySeconds: z.int().min(10).max(86_400).optional(),
  stableSeconds: z.int().min(0).max(86_400).optional(),
  enabled: z.boolean().optional(),
});
