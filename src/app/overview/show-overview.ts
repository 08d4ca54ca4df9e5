import { z } from 'zod';
import type { App } from '../app.ts';
import { cycleStates } from '../../ports/cycle-catalogue.ts';
import { registeredCycleSchema } from '../cycles/cycle-schemas.ts';
import { publishedForecastSchema } from '../forecasts/forecast-schemas.ts';
import { regionStatusSchema, type RegionStatus } from '../controllers/controller-schemas.ts';
import { controllersStatus } from '../controllers/controllers-status.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { standings, standingOf, weeksBehind } from './region-standing.ts';

/** Longest wait for Temporal, milliseconds: what the registry knows is shown without it. */
const liveWithinMs = 2000;

/** Whether every region has its forecast, and where not, why. The registry answers; what runs is added where Temporal answers in time. */
export const showOverview = defineOperation({
  name: 'overview.show',
  role: 'reader',
  input: z.object({ environment: z.string() }),
  answer: z.object({
    environment: z.string(),
    /** ISO 8601. */
    asOf: z.string(),
    /** Why nothing is said of what runs; left out where it is. */
    unreachable: z.string().exactOptional(),
    /** Challengers that wait for a person. */
    waitingDecisions: z.int(),
    regions: z
      .array(
        z.object({
          region: z.string(),
          standing: z.enum(standings),
          /** Why it stands so, in words. */
          reason: z.string(),
          /** Weeks by which its newest forecast is older than the newest one of all regions. */
          weeksBehind: z.int(),
          forecast: publishedForecastSchema.exactOptional(),
          /** The cycle that was started last. */
          cycle: registeredCycleSchema.exactOptional(),
          /** Its controller; left out where Temporal did not answer. */
          controller: regionStatusSchema.exactOptional(),
          waitingDecisions: z.int(),
          /** How its cycles ended, the last one first; at most 12. */
          history: z.array(z.enum(cycleStates)).readonly(),
        }),
      )
      .readonly(),
  }),
  async run(app, { environment }) {
    const { environments, regions } = app.project.resolved;
    checkEnvironment(environment, Object.keys(environments));
    const live = controllersInTime(app, environment);
    const { forecasts, cycles, waiting, recent } = await app.withRegistry(async (registry) => ({
      forecasts: await registry.newestForecasts(environment),
      cycles: await registry.newestCycles(environment),
      waiting: await registry.findWaitingPromotions(environment),
      recent: await registry.recentStates(environment, 12),
    }));
    const newest = forecasts
      .map(({ cutoff }) => cutoff)
      .sort()
      .at(-1);
    const { controllers, unreachable } = await live;
    return {
      environment,
      asOf: new Date().toISOString(),
      ...(unreachable === undefined ? {} : { unreachable }),
      waitingDecisions: waiting.length,
      regions: regions.map(({ name: region }) => {
        const forecast = forecasts.find((one) => one.region === region);
        const cycle = cycles.find((one) => one.region === region);
        const controller = controllers.find((one) => one.region === region);
        const known = {
          ...(forecast ? { forecast } : {}),
          ...(cycle ? { cycle } : {}),
          ...(controller ? { controller } : {}),
        };
        return {
          region,
          ...standingOf(known),
          weeksBehind: weeksBehind(forecast?.cutoff, newest),
          ...known,
          waitingDecisions: waiting.filter(({ segment }) => segment.region === region).length,
          history: recent.get(region) ?? [],
        };
      }),
    };
  },
});

/** Asks every region's controller; those that answer in time are there, however many do not. */
async function controllersInTime(
  app: App,
  environment: string,
): Promise<{ readonly controllers: readonly RegionStatus[]; readonly unreachable?: string }> {
  const regions = app.project.resolved.regions.map(({ name }) => name);
  const controllers: RegionStatus[] = [];
  const failures: string[] = [];
  const asked = regions.map(async (region) => {
    try {
      controllers.push(...(await controllersStatus.run(app, { environment, regions: [region] })));
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  });
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), liveWithinMs);
  await Promise.race([Promise.all(asked), late.promise]);
  clearTimeout(timer);
  const missing = regions.length - controllers.length;
  if (missing === 0) return { controllers };
  const why = failures[0] ?? 'Temporal did not answer in time';
  const unreachable = missing === regions.length ? why : `${missing} of ${regions.length} regions: ${why}`;
  return { controllers: [...controllers], unreachable };
}
