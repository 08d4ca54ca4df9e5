import { z } from 'zod';
import { addWeeks, weekdayOf } from '../../contracts/week.ts';
import type { OracleSegment } from '../../generator/truth/oracle.ts';
import { schemaChanges } from '../../generator/settings.ts';
import { defineOperation } from '../operation.ts';

const within = (least: number, most: number) => z.int().min(least).max(most);

/** The bounds are those of `GrocerSettings`. */
const settingsSchema = z.object({
  regions: within(1, 14),
  stores: within(2, 2000),
  items: within(8, 2000),
  weeks: within(60, 1000),
  from: z.iso.date().refine((date) => weekdayOf(date) === 'monday', 'must be a Monday'),
  seed: within(0, 2 ** 32),
  arrivals: within(0, 52),
  corrections: within(0, 1000),
  drift: z.number().min(0.1).max(10),
  schemaChange: z.enum(schemaChanges).optional(),
  horizonWeeks: within(1, 12),
  dirtyShare: z.number().min(0).max(0.05),
});

const errors = z.object({ mape: z.number().nullable(), wape: z.number().nullable() });

const oracleSchema: z.ZodType<OracleSegment> = z.object({
  region: z.string(),
  format: z.enum(['large', 'small']),
  velocity: z.enum(['fast', 'slow']),
  items: z.array(z.string()),
  rows: z.number(),
  zeroShare: z.number(),
  errors: z.object({ mean: errors, median: errors, relative: errors }),
});

/** Generates the files of a synthetic grocer, with the true values, where the edge puts them. The same settings give the same bytes. */
export const generateGrocer = defineOperation({
  name: 'grocer.generate',
  role: 'operator',
  input: settingsSchema,
  answer: z.object({
    seconds: z.number(),
    lastWeek: z.string(),
    /** Weeks held back to arrive later. */
    arrivingWeeks: z.array(z.string()).readonly(),
    settings: settingsSchema,
    /** Rows of shipments, arriving weeks included. */
    shipmentRows: z.number(),
    dirtyRows: z.number(),
    correctedRows: z.number(),
    /** The errors that no forecast can go below except by chance. */
    oracle: z.array(oracleSchema).readonly(),
    /** Largest resident set of the process that generated them, where the system reports it. */
    peakRssMb: z.number().exactOptional(),
  }),
  async run(app, settings) {
    const started = performance.now();
    const { peakRssMb, ...generated } = await app.writeGrocer(settings, (progress) =>
      app.onStep({ step: 'week-generated', progress }),
    );
    const { from, weeks, arrivals } = settings;
    return {
      seconds: Math.round(performance.now() - started) / 1000,
      lastWeek: addWeeks(from, weeks - 1),
      arrivingWeeks: Array.from({ length: arrivals }, (_, week) => addWeeks(from, weeks + week)),
      settings,
      ...generated,
      ...(peakRssMb === undefined ? {} : { peakRssMb }),
    };
  },
});
