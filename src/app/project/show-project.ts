import { z } from 'zod';
import { defineOperation } from '../operation.ts';

/** What the project is about: its environments, regions, formats and sources. */
export const showProject = defineOperation({
  name: 'project.show',
  role: 'reader',
  input: z.object({}),
  answer: z.object({
    name: z.string(),
    weekStartsOn: z.string(),
    horizonWeeks: z.int(),
    environments: z
      .array(
        z.object({
          name: z.string(),
          promotion: z.enum(['automatic', 'manual']),
          /** Its namespace in Temporal's UI; left out where that is not known. */
          temporalUi: z.string().exactOptional(),
        }),
      )
      .readonly(),
    regions: z.array(z.object({ name: z.string(), timeZone: z.string() })).readonly(),
    formats: z.array(z.string()).readonly(),
    sources: z.array(z.object({ name: z.string(), kind: z.string() })).readonly(),
    /** Days after which a model is stale. */
    staleAfterDays: z.number(),
  }),
  async run(app) {
    const { project } = app;
    const uis = await app.temporalUis();
    const { name, weekStartsOn, horizonWeeks, environments, regions, formats, sources, staleAfterDays } =
      project.resolved;
    return {
      ...{ name, weekStartsOn, horizonWeeks, regions, formats, staleAfterDays },
      environments: Object.entries(environments).map(([each, { promotion }]) => ({
        ...{ name: each, promotion },
        ...(uis[each] === undefined ? {} : { temporalUi: uis[each] }),
      })),
      sources: sources.map((source) => ({ name: source.name, kind: source.kind })),
    };
  },
});
