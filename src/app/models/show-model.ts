import { z } from 'zod';
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
  input: z.object(namedModelShape),
  answer: z.object({
    model: registeredModelSchema,
    /** Why it was trained, as its cycle recorded it; null where that is not known. */
    causes: z.array(z.string()).readonly().nullable(),
    /** The preset the network was fitted with; absent without one. */
    preset: z.string().exactOptional(),
    /** The largest of every regression. */
    coefficients: z.array(coefficientSchema).readonly(),
  }),
  async run(app, { environment, model: wanted }) {
    const { model, manifest, causes } = await app.withRegistry(async (registry) => {
      const selected = await selectModel(registry, environment, wanted);
      return { ...(await withDataset(registry, selected)), causes: await causesOf(registry, selected) };
    });
    const { preset, coefficients } = await app.withJobs((jobs) =>
      jobs.run(model.record.version, 'explain-model', { model: model.record, manifest, importance: false }),
    );
    return { model, causes, ...(preset === undefined ? {} : { preset }), coefficients };
  },
});

async function causesOf(registry: Registry, { record }: RegisteredModel): Promise<readonly string[] | null> {
  const result = await registry.cycleResult(record.cycleId);
  const name = segmentName(record.segment);
  return result?.segments.find(({ segment }) => segmentName(segment) === name)?.causes ?? null;
}
