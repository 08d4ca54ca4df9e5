import { z } from 'zod';
import { validationGroups, type ValidationReport, type ValidationTest } from '../../contracts/validation.ts';
import { checkEnvironment, selectRegions } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { testProject } from './test-project.ts';

const validationTestSchema: z.ZodType<ValidationTest> = z.object({
  group: z.enum(validationGroups),
  subject: z.string(),
  name: z.string(),
  state: z.enum(['passed', 'failed', 'skipped']),
  detail: z.string(),
});

const validationReportSchema: z.ZodType<ValidationReport> = z.object({
  project: z.string(),
  quick: z.boolean(),
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  seconds: z.number(),
  tests: z.array(validationTestSchema),
});

/** Runs cycles of the project on an empty state that is thrown away, and tests its data, training and forecasts. */
export const validateProject = defineOperation({
  name: 'project.validate',
  role: 'operator',
  input: z.object({
    environment: z.string(),
    /** Default: all of the project's. */
    regions: z.array(z.string()).readonly().exactOptional(),
    /** Fewer epochs and windows, one region and segment, the last 104 weeks. Default false. */
    quick: z.boolean().exactOptional(),
  }),
  answer: validationReportSchema,
  async run(app, { environment, regions: asked, quick = false }) {
    const started = performance.now();
    const { name, regions: known, environments } = app.project.resolved;
    const selected = selectRegions(
      known.map((region) => region.name),
      asked,
    );
    checkEnvironment(environment, Object.keys(environments));
    const request = { environment, regions: quick ? selected.slice(0, 1) : selected, quick, actor: app.actor };
    const tests = await app.withLocalState({ folder: 'temporary', quick }, (state) =>
      testProject(request, state, (job, progress) => app.onStep({ step: 'job-moved', job, progress })),
    );
    return validationReport(name, quick, tests, performance.now() - started);
  },
});

/** The results of a project's tests, counted. */
export function validationReport(
  project: string,
  quick: boolean,
  tests: readonly ValidationTest[],
  milliseconds: number,
): ValidationReport {
  const count = (state: ValidationTest['state']): number => tests.filter((one) => one.state === state).length;
  return {
    project,
    quick,
    ...{ passed: count('passed'), failed: count('failed'), skipped: count('skipped') },
    seconds: milliseconds / 1000,
    tests,
  };
}
