import { z } from 'zod';
import type { CoefficientRow } from '../../contracts/explanation.ts';
import { segmentName } from '../../contracts/segment.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { Registry } from '../../ports/registry.ts';
import { defineOperation } from '../operation.ts';
import { withDataset } from './model-basis.ts';
import { coefficientSchema, namedModelShape, registeredModelSchema } from './model-schemas.ts';
import { selectModel } from './select-model.ts';

/** What a model came from, what it is worth and what it is made of. */
export const showModel = defineOperation({
  name: 'models.show',
  role: 'reader',
  input: z.object({
    ...namedModelShape,
    /** Of the coefficients, how many of those that matter most: there may be some for each item. Default: all. */
    coefficients: z.int().min(0).exactOptional(),
  }),
  answer: z.object({
    model: registeredModelSchema,
    /** Why it was trained, as its cycle recorded it; null where that is not known. */
    causes: z.array(z.string()).readonly().nullable(),
    /** The preset the network was fitted with; absent without one. */
    preset: z.string().exactOptional(),
    /** The largest of every regression; where not all were asked for, those that matter most first. */
    coefficients: z.array(coefficientSchema).readonly(),
    /** How many there are. */
    coefficientCount: z.int(),
  }),
  async run(app, { environment, model: wanted, coefficients: most }) {
    const { model, manifest, causes } = await app.withRegistry(async (registry) => {
      const selected = await selectModel(registry, environment, wanted);
      return { ...(await withDataset(registry, selected)), causes: await causesOf(registry, selected) };
    });
    const { preset, coefficients } = await app.withJobs((jobs) =>
      jobs.run(model.record.version, 'explain-model', { model: model.record, manifest, importance: false }),
    );
    const shown = most === undefined ? coefficients : mattering(coefficients).slice(0, most);
    return {
      ...{ model, causes, ...(preset === undefined ? {} : { preset }) },
      ...{ coefficients: shown, coefficientCount: coefficients.length },
    };
  },
});

/** What changes a forecast most when its feature moves by a deviation comes first. */
function mattering(coefficients: readonly CoefficientRow[]): readonly CoefficientRow[] {
  return coefficients.toSorted((a, b) => Math.abs(b.perDeviation) - Math.abs(a.perDeviation));
}

async function causesOf(registry: Registry, { record }: RegisteredModel): Promise<readonly string[] | null> {
  const result = await registry.cycleResult(record.cycleId);
  const name = segmentName(record.segment);
  return result?.segments.find(({ segment }) => segmentName(segment) === name)?.causes ?? null;
}
