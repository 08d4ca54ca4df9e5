import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { backtestRequest, wishesShape } from './backtest-request.ts';
import { backtestReportSchema, columnsSchema } from './backtest-schemas.ts';
import { changeOptions } from './change-options.ts';
import { measureBacktest } from './measure-backtest.ts';

/** How well the models would have forecast: rolling-origin errors, on what is in landing now. */
export const runBacktest = defineOperation({
  name: 'backtests.run',
  role: 'operator',
  input: z.object({
    ...wishesShape,
    /** Options of the project that are changed for this run: `{ path: 'members.network.epochs', value: 20 }`. */
    options: z
      .array(z.object({ path: z.string(), value: z.unknown() }))
      .readonly()
      .exactOptional(),
    /** Whether every forecast is wanted, and not only errors. Default false. */
    rows: z.boolean().exactOptional(),
  }),
  answer: z.object({
    report: backtestReportSchema,
    /** One row per series, cutoff and step. Only where they were asked for. */
    rows: columnsSchema.exactOptional(),
  }),
  run(app, { options = [], rows = false, ...wishes }) {
    const { project, changed } = changeOptions(app.project, options);
    const request = backtestRequest(project.resolved, wishes, changed);
    return app.withJobs((jobs) => measureBacktest(project, request, jobs, rows));
  },
});
