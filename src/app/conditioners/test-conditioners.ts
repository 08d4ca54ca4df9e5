import { z } from 'zod';
import type { ConditionerTest } from '../../contracts/conditioner-test.ts';
import { quarantineReasons } from '../../contracts/dataset.ts';
import { defineOperation } from '../operation.ts';

const failures = z.array(z.string());

const conditionerTestSchema: z.ZodType<ConditionerTest> = z.object({
  source: z.string(),
  files: z.array(
    z.object({
      file: z.string(),
      rawRows: z.number(),
      rows: z.number(),
      setAside: z.partialRecord(z.enum(quarantineReasons), z.number()),
      failures,
    }),
  ),
  failures,
});

/** Runs conditioners on a sample of the files in landing; nothing is stored. */
export const testConditioners = defineOperation({
  name: 'conditioners.test',
  role: 'operator',
  input: z.object({
    /** Default: all of the project's. */
    sources: z.array(z.string()).readonly().exactOptional(),
  }),
  answer: z.array(conditionerTestSchema).readonly(),
  run: (app, input) => app.withJobs((jobs) => jobs.run('conditioners', 'test-conditioners', input)),
});
