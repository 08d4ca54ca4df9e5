import { z } from 'zod';
import { checkedWeek } from '../checked-week.ts';
import { checkEnvironment, selectRegions } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { cycleResultSchema } from './cycle-schemas.ts';
import { runRegions } from './run-regions.ts';

/** Runs a whole cycle of each region in this process, without Temporal. Its gate decides, whatever the environment's policy. */
export const runLocalCycles = defineOperation({
  name: 'cycles.run-local',
  role: 'operator',
  input: z.object({
    environment: z.string(),
    /** Default: all of the project's. */
    regions: z.array(z.string()).readonly().exactOptional(),
    /** Last week of data to use. Default: the last week with shipments. */
    cutoff: z.string().exactOptional(),
    reason: z.string().exactOptional(),
    /** Whether to delete first what earlier runs left. Default false. */
    fresh: z.boolean().exactOptional(),
  }),
  answer: z.object({
    /** A region has a result, or a failure. */
    cycles: z
      .array(
        z.object({
          region: z.string(),
          cycleId: z.string().exactOptional(),
          result: cycleResultSchema.exactOptional(),
          failure: z.string().exactOptional(),
        }),
      )
      .readonly(),
    seconds: z.number(),
    /** Largest resident set by the last job of a process, in megabytes. */
    peaksMb: z.record(z.string(), z.number()),
  }),
  async run(app, { environment, regions: asked, cutoff: week, reason, fresh = false }) {
    const { resolved } = app.project;
    const regions = selectRegions(
      resolved.regions.map(({ name }) => name),
      asked,
    );
    checkEnvironment(environment, Object.keys(resolved.environments));
    const request = {
      ...{ environment, regions, actor: app.actor },
      ...(week === undefined ? {} : { cutoff: checkedWeek(resolved, week) }),
      ...(reason === undefined ? {} : { reason }),
    };
    app.onStep({ step: 'local-cycles-begin', regions });
    return app.withLocalState({ folder: fresh ? 'emptied' : 'kept' }, async (state) => {
      const started = performance.now();
      const ended = await runRegions(request, state, (views) => app.onStep({ step: 'local-cycles-moved', views }));
      const cycles = ended.map(({ region, cycleId, result, failure }) => ({
        region,
        ...(cycleId === undefined ? {} : { cycleId }),
        ...(result === undefined ? {} : { result }),
        ...(failure === undefined ? {} : { failure }),
      }));
      return { cycles, seconds: (performance.now() - started) / 1000, peaksMb: state.peaksMb() };
    });
  },
});
