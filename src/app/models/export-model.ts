import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { namedModelShape } from './model-schemas.ts';
import { selectModel } from './select-model.ts';

/** The files of a model, its networks as tfjs layers models too. */
export const exportModel = defineOperation({
  name: 'models.export',
  role: 'reader',
  input: z.object(namedModelShape),
  answer: z.object({
    version: z.string(),
    /** Bytes by path. */
    files: z.record(z.string(), z.instanceof(Uint8Array)),
  }),
  async run(app, { environment, model }) {
    const { record } = await app.withRegistry((registry) => selectModel(registry, environment, model));
    const { version } = record;
    return { version, files: await app.withJobs((jobs) => jobs.run(version, 'export-model', { model: record })) };
  },
});
