import { z } from 'zod';
import type { ModelComparison } from '../../contracts/model-comparison.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import type { App } from '../app.ts';
import { defineOperation } from '../operation.ts';
import { modelComparisonSchema } from './comparison-schema.ts';
import { comparisonInWords } from './comparison-words.ts';
import { withDataset, type ModelWithDataset } from './model-basis.ts';
import { namedModelShape, registeredModelSchema } from './model-schemas.ts';
import { selectModel } from './select-model.ts';

/** Two models of a segment on the same rows: which is better on what. */
export const compareModels = defineOperation({
  name: 'models.compare',
  role: 'reader',
  input: z.object({
    ...namedModelShape,
    /** The other model: the beginning of a version, or `region/format/velocity` for that segment's champion. */
    with: z.string(),
  }),
  answer: z.object({
    first: registeredModelSchema,
    second: registeredModelSchema,
    comparison: modelComparisonSchema,
    /** Which is better on what, in sentences. */
    inWords: z.array(z.string()).readonly(),
  }),
  async run(app, { environment, model, with: other }) {
    const [first, second] = await app.withRegistry((registry) =>
      Promise.all(
        [model, other].map(async (one) => withDataset(registry, await selectModel(registry, environment, one))),
      ),
    );
    const [one, two] = [first as ModelWithDataset, second as ModelWithDataset];
    const comparison = (await fromGate(app, one, two)) ?? (await measured(app, one, two));
    return { first: one.model, second: two.model, comparison, inWords: comparisonInWords(comparison) };
  },
});

/** What the gate of the first model compared; `undefined` where that was another champion, or is not kept any more. */
async function fromGate(
  app: App,
  { model: { record } }: ModelWithDataset,
  { model: other }: ModelWithDataset,
): Promise<ModelComparison | undefined> {
  const { comparison } = record.backtest;
  if (comparison?.with !== other.record.version) return undefined;
  const { store } = await app.openStorage();
  try {
    return await getJson<ModelComparison>(store, comparison.artifact);
  } catch (error) {
    if (error instanceof ArtifactMissingError) return undefined;
    throw error;
  }
}

function measured(app: App, first: ModelWithDataset, second: ModelWithDataset): Promise<ModelComparison> {
  const toCompare = ({ model, manifest }: ModelWithDataset) => ({ model: model.record, manifest });
  const title = `${first.model.record.version} and ${second.model.record.version}`;
  return app.withJobs((jobs) =>
    jobs.run(title, 'compare-models', { first: toCompare(first), second: toCompare(second) }),
  );
}
