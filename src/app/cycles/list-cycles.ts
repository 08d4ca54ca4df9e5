import { z } from 'zod';
import { cycleStates } from '../../ports/cycle-catalogue.ts';
import { checkEnvironment, checkRegion } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { pageAt, placeOf } from '../page-token.ts';
import { registeredCycleSchema } from './cycle-schemas.ts';

/** The history of cycles, the newest first, page by page. The registry has it, so nothing needs to run. */
export const listCycles = defineOperation({
  name: 'cycles.list',
  role: 'reader',
  input: z.object({
    /** Default: all. */
    environment: z.string().exactOptional(),
    /** Default: all. */
    region: z.string().exactOptional(),
    /** Started at or after a moment, ISO 8601. */
    since: z
      .union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be a date, YYYY-MM-DD, or a time in ISO 8601')
      .exactOptional(),
    state: z.enum(cycleStates).exactOptional(),
    /** Cycles of a page. Default 50. */
    limit: z.int().min(1).max(1000).exactOptional(),
    /** What the page before answered as `nextPage`. Default: the first page. */
    page: z.string().exactOptional(),
  }),
  answer: z.object({
    cycles: z.array(registeredCycleSchema).readonly(),
    /** Left out on the last page. */
    nextPage: z.string().exactOptional(),
  }),
  async run(app, { limit = 50, page, ...conditions }) {
    const { environments, regions } = app.project.resolved;
    const { environment, region } = conditions;
    if (environment !== undefined) checkEnvironment(environment, Object.keys(environments));
    if (region !== undefined) {
      checkRegion(region, regions);
    }
    // A page begins after a cycle, so that cycles that start in the meantime move nothing.
    const after = page === undefined ? {} : { after: placeOf(page, /^cycle\/.+$/)[0] };
    // One more than asked for shows whether there is another page.
    const found = await app.withRegistry((registry) =>
      registry.findCycles({ ...conditions, ...after, limit: limit + 1 }),
    );
    const cycles = found.slice(0, limit);
    const last = cycles.at(-1);
    return { cycles, ...(last && found.length > limit ? { nextPage: pageAt(last.cycleId) } : {}) };
  },
});
