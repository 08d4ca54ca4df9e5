import { z } from 'zod';
import { itemOrders } from '../../contracts/training-report.ts';
import { defineOperation } from '../operation.ts';
import { namedModelShape } from './model-schemas.ts';
import { selectModel } from './select-model.ts';
import { trainingReportSchema } from './training-schemas.ts';

const usualItems = 20;

/** How the training of a model went: losses by epoch, presets tried, and its backtest by step, window, item and slice. */
export const showTraining = defineOperation({
  name: 'models.training',
  role: 'reader',
  input: z.object({
    ...namedModelShape,
    /** Of the items, how many of those with the largest errors. Default 20. */
    items: z.int().min(0).max(1000).exactOptional(),
    /** By which error: the share of what was sold, or the root of the squared error. Default `wape`. */
    itemsBy: z.enum(itemOrders).exactOptional(),
  }),
  answer: trainingReportSchema,
  async run(app, { environment, model, items: most = usualItems, itemsBy: by = 'wape' }) {
    const { record } = await app.withRegistry((registry) => selectModel(registry, environment, model));
    return app.withJobs((jobs) =>
      jobs.run(record.version, 'describe-training', { model: record, items: { most, by } }),
    );
  },
});
