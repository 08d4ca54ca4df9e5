import { z } from 'zod';
import type { Reproduction } from '../../contracts/model-report.ts';
import { segmentName, type FittedMemberName } from '../../contracts/segment.ts';
import { sideBySide } from '../../contracts/side-by-side.ts';
import type { OperationJobs } from '../app.ts';
import { defineOperation } from '../operation.ts';
import { checkCode, withDataset, type ModelWithDataset } from './model-basis.ts';
import { namedModelShape, reproductionSchema } from './model-schemas.ts';
import { selectModel } from './select-model.ts';

/** Fits models again from their registered inputs and compares every byte. */
export const reproduceModels = defineOperation({
  name: 'models.reproduce',
  role: 'reader',
  input: z.object({ environment: namedModelShape.environment, models: z.array(namedModelShape.model).readonly() }),
  answer: z.array(reproductionSchema).readonly(),
  async run(app, { environment, models: wanted }) {
    const models = await app.withRegistry(async (registry) => {
      const chosen = await Promise.all(wanted.map((one) => selectModel(registry, environment, one)));
      for (const model of chosen) checkCode(model, app.project.codeVersion);
      return Promise.all(chosen.map((model) => withDataset(registry, model)));
    });
    return app.withJobs((jobs) => reproduced(models, jobs));
  },
});

/** Fits every member of models again, each in a process of its own, and compares the bytes of every file. */
async function reproduced(models: readonly ModelWithDataset[], jobs: OperationJobs): Promise<readonly Reproduction[]> {
  const tasks = models.flatMap((one) =>
    (Object.keys(one.model.record.members) as FittedMemberName[]).map((member) => ({ ...one, member })),
  );
  const made = await sideBySide(tasks, jobs.slots, async ({ model, manifest, member }) => {
    const { record } = model;
    const title = `${record.version} ${segmentName(record.segment)} ${member}`;
    const again = await jobs.run(title, 'reproduce-member', { model: record, member, manifest });
    jobs.say(title, `fitted again in ${again.seconds.toFixed(1)} s`);
    return { record, again };
  });
  return models.map(({ model: { record } }) => {
    const members = made.filter((one) => one.record === record).map(({ again }) => again);
    const { version, segment, trainingCutoff, datasetVersion, codeVersion, seed } = record;
    const same = members.every(({ files }) => files.every((file) => file.same));
    return { version, segment, trainingCutoff, datasetVersion, codeVersion, seed, members, same };
  });
}
