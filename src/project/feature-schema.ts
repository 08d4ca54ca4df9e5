import { z } from 'zod';
import { defaultFeatureSettings, featureNames, requiredFeatures, type FeatureName } from '../contracts/features.ts';
import { weekdays } from '../contracts/week.ts';

const known = `there are ${featureNames.join(', ')}`;
const featureName = z.enum(featureNames, { error: ({ input }) => `there is no feature "${String(input)}"; ${known}` });

/** Names in the order of their columns, each once: how they are written changes nothing. */
const use = z
  .array(featureName)
  .superRefine((names, context) => {
    const absent = requiredFeatures.filter((name) => !names.includes(name));
    if (absent.length === 0) return;
    context.addIssue({ code: 'custom', message: `must have ${absent.join(', ')}, which the members are built on` });
  })
  .transform((names): FeatureName[] => featureNames.filter((name) => names.includes(name)))
  .default([...defaultFeatureSettings.use]);

/** Days of the months in leap years. */
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const month = z.int().min(1).max(12);
const dayOfMonth = z.int().min(1).max(31);
const name = z.string().min(1);
const weekday = z.enum(weekdays);

const holiday = z.discriminatedUnion('rule', [
  z.strictObject({ name, rule: z.literal('dates'), dates: z.array(z.iso.date()).min(1) }),
  z
    .strictObject({ name, rule: z.literal('month-day'), month, day: dayOfMonth })
    .refine(({ month, day }) => day <= longestMonths[month - 1]!, {
      path: ['day'],
      message: 'must be a day the month has',
    }),
  z.strictObject({
    name,
    rule: z.literal('nth-weekday'),
    month,
    weekday,
    nth: z.literal([1, 2, 3, 4, 5, 'last']),
  }),
  z.strictObject({ name, rule: z.literal('easter'), offsetDays: z.int().min(-100).max(100) }),
]);

/** Shape and defaults of `features`. */
export const featureSchema = z.strictObject({
  use,
  leadWeeks: z.int().min(0).max(52).default(defaultFeatureSettings.leadWeeks),
  seasonalFromWeeks: z.int().min(61).max(520).default(defaultFeatureSettings.seasonalFromWeeks),
  calendar: z
    .strictObject({
      holidays: z.array(holiday).default([]),
      paydays: z
        .strictObject({ daysOfMonth: z.array(z.union([dayOfMonth, z.literal('last')])).default([]) })
        .prefault({}),
    })
    .prefault({}),
});
