import { z } from 'zod';
import type { DriftPolicy, SegmentDriftShown } from '../../contracts/drift.ts';
import type { Segment } from '../../contracts/segment.ts';
import { addWeeks } from '../../contracts/week.ts';
import { weeksOfErrors, type RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import type { Registry } from '../../ports/registry.ts';
import { checkEnvironment, selectRegions } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { datasetOfRegion } from './select-dataset.ts';

const verdict = z.enum(['drift', 'steady', 'not judged']);

const segmentDriftSchema: z.ZodType<SegmentDriftShown> = z.object({
  segment: z.object({ region: z.string(), format: z.string(), velocity: z.string() }),
  champion: z.string(),
  trainedTo: z.string(),
  cutoff: z.string(),
  columns: z.array(
    z.object({
      column: z.string(),
      kind: z.enum(['weekly', 'attribute']),
      verdict,
      detail: z.string(),
      window: z.object({ first: z.string(), last: z.string() }).exactOptional(),
      psi: z.number().exactOptional(),
      statistic: z.number().exactOptional(),
      pValue: z.number().exactOptional(),
      distance: z.number().exactOptional(),
      distanceOfHistory: z.number().exactOptional(),
      effectiveRows: z.number().exactOptional(),
      shift: z.number().nullable().exactOptional(),
    }),
  ),
  errors: z.object({
    verdict,
    detail: z.string(),
    weeks: z.number(),
    realisedWape: z.number().nullable(),
    backtestWape: z.number().nullable(),
    pValue: z.number().exactOptional(),
  }),
  distributions: z.array(
    z.object({
      column: z.string(),
      of: z.enum(['change', 'value']),
      bins: z.object({ edges: z.array(z.number()), then: z.array(z.number()), now: z.array(z.number()) }),
      meanThen: z.number().nullable(),
      meanNow: z.number().nullable(),
    }),
  ),
});

const driftPolicySchema: z.ZodType<DriftPolicy> = z.object({
  psi: z.number(),
  alpha: z.number(),
  leastChange: z.number(),
  minWeeks: z.number(),
  margin: z.number(),
  columns: z.array(z.string()).exactOptional(),
  errors: z.object({ enabled: z.boolean(), factor: z.number(), minWeeks: z.number() }),
});

/** The newest weeks of every column against what champions were trained on. */
export const measureDrift = defineOperation({
  name: 'datasets.measure-drift',
  role: 'reader',
  input: z.object({
    environment: z.string(),
    /** Default: all. */
    regions: z.array(z.string()).readonly().exactOptional(),
    /** Default: the newest. */
    cutoff: z.string().exactOptional(),
  }),
  answer: z.object({
    /** What counts as drift. */
    policy: driftPolicySchema,
    /** Empty where no week has come since champions were trained, or where their data were recorded without profiles. */
    segments: z.array(segmentDriftSchema).readonly(),
  }),
  async run(app, { environment, regions: asked, cutoff }) {
    const { environments, regions, drift: policy } = app.project.resolved;
    checkEnvironment(environment, Object.keys(environments));
    const names = regions.map(({ name }) => name);
    const wanted = selectRegions(names, asked);
    const inputs = await app.withRegistry((registry) =>
      Promise.all(
        wanted.map(async (region) =>
          measurement(registry, environment, await datasetOfRegion(registry, region, cutoff)),
        ),
      ),
    );
    const measured = await app.withJobs(async (jobs) => {
      const results = [];
      for (const [index, input] of inputs.entries()) {
        results.push(...(await jobs.run(wanted[index] ?? 'drift', 'measure-drift', input)));
      }
      return results;
    });
    return { policy, segments: measured.flatMap((one) => one ?? []) };
  },
});

/** The segments of a dataset version that have a champion, with the profiles to compare. */
async function measurement(
  registry: Registry,
  environment: string,
  { region, cutoff, quality }: RegisteredDataset,
): Promise<JobInput<'measure-drift'>> {
  const recorded = await registry.evaluations(environment, region, addWeeks(cutoff, -weeksOfErrors), cutoff);
  const segments = await Promise.all(
    Object.entries(quality.profiles ?? {}).map(async ([name, current]) => {
      const [format = '', velocity = ''] = name.split('/');
      const segment = { region, format, velocity: velocity as Segment['velocity'] };
      const champion = await registry.championUpTo(environment, segment, addWeeks(cutoff, -1));
      const trainedOn = champion && (await registry.dataset(champion.datasetVersion));
      const reference = trainedOn?.quality.profiles?.[name];
      if (!champion || !reference) return [];
      const { version, trainingCutoff, backtest } = champion;
      return [{ champion: { version, trainingCutoff, backtest }, reference, current }];
    }),
  );
  return { segments: segments.flat(), evaluations: recorded.map(({ evaluation }) => evaluation) };
}
