import type { AnswerOf } from '../../../app/operations.ts';
import { countOf } from '../../format/numbers.ts';
import { standingTones } from '../../parts/standing-tones.ts';

export type Overview = AnswerOf<'overview.show'>;
export type RegionOverview = Overview['regions'][number];

/** Whether a region has the newest forecast that any region has. */
function hasForecast({ forecast, weeksBehind }: RegionOverview): boolean {
  return forecast !== undefined && weeksBehind === 0;
}

/** Whether nothing has been asked for in an environment yet: no region has a cycle, one to come, or a forecast. */
export function isEmpty({ regions }: Pick<Overview, 'regions'>): boolean {
  return regions.every(({ forecast, cycle, controller }) => {
    const { running, pending = 0, lastCycle } = controller ?? {};
    return [forecast, cycle, running, lastCycle].every((one) => one === undefined) && pending === 0;
  });
}

/** The answer to whether every region has its forecast, in a sentence. */
export function answerOf({ regions }: Pick<Overview, 'regions'>): string {
  const cutoffs = regions.flatMap(({ forecast }) => (forecast ? [forecast.cutoff] : []));
  const newest = cutoffs.sort().at(-1);
  if (newest === undefined) return 'No region has a forecast yet.';
  const having = regions.filter(hasForecast).length;
  const verb = having === 1 || regions.length === 1 ? 'has its forecast' : 'have their forecast';
  return `${having} of ${countOf(regions.length, 'region')} ${verb} from the week of ${newest}.`;
}

/** How many regions stand in each way, the worst first. */
export function countsByStanding({
  regions,
}: Pick<Overview, 'regions'>): readonly (readonly [RegionOverview['standing'], number])[] {
  const standings = Object.keys(standingTones) as RegionOverview['standing'][];
  return standings
    .map((standing) => [standing, regions.filter((region) => region.standing === standing).length] as const)
    .filter(([, count]) => count > 0);
}

/** What somebody has to look at: what has failed or fallen short and still holds, and what lags behind; the worst first. */
export function troubles({ regions }: Pick<Overview, 'regions'>): readonly RegionOverview[] {
  return worstFirst(
    regions.filter(
      ({ standing, weeksBehind }) => ['failed', 'never-published', 'degraded'].includes(standing) || weeksBehind > 0,
    ),
  );
}

/** Regions by how they stand, the worst first; of those that stand alike, the one that is further behind. */
export function worstFirst(regions: readonly RegionOverview[]): readonly RegionOverview[] {
  const order = Object.keys(standingTones);
  return regions.toSorted(
    (a, b) => order.indexOf(a.standing) - order.indexOf(b.standing) || b.weeksBehind - a.weeksBehind,
  );
}

/** Whether a region's name has a text in it, in capitals or not. */
export function isNamed({ region }: Pick<RegionOverview, 'region'>, text: string): boolean {
  return region.toLowerCase().includes(text.trim().toLowerCase());
}
