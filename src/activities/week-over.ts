import { lastWholeWeek } from '../contracts/local-date.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { Week } from '../contracts/week.ts';
import { configuredRegion } from './configured-region.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * The last week that is over at an instant in a region. An activity, since time zone data comes with Node: a workflow that worked
 * it out itself could come to another week when it is replayed by a newer one.
 */
export function weekOver(
  { project }: Pick<ActivityPorts, 'project'>,
  { instant, ...address }: RegionAddress & { instant: string },
): Promise<Week> {
  const { resolved } = project;
  const { timeZone } = configuredRegion(resolved, address);
  return Promise.resolve(lastWholeWeek(instant, timeZone, resolved.weekStartsOn));
}
