import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The regions the grocer may grow into, and their clocks. */
const regions = [
  { name: 'midwest', timeZone: 'America/Chicago' },
  { name: 'southeast', timeZone: 'America/New_York' },
  { name: 'northeast', timeZone: 'America/New_York' },
  { name: 'texas', timeZone: 'America/Chicago' },
  { name: 'pacific-northwest', timeZone: 'America/Los_Angeles' },
  { name: 'california-south', timeZone: 'America/Los_Angeles' },
  { name: 'california-north', timeZone: 'America/Los_Angeles' },
  { name: 'mountain', timeZone: 'America/Denver' },
  { name: 'florida', timeZone: 'America/New_York' },
  { name: 'great-lakes', timeZone: 'America/Detroit' },
  { name: 'mid-atlantic', timeZone: 'America/New_York' },
  { name: 'central-plains', timeZone: 'America/Chicago' },
  { name: 'desert-southwest', timeZone: 'America/Phoenix' },
  { name: 'new-england', timeZone: 'America/New_York' },
];

/** The regions that deliver: a grocer of two and one of fourteen are the same project. The first where nobody does yet. */
export function deliveringRegions(landing: string) {
  const delivering = regions.filter(({ name }) => existsSync(join(landing, 'shipments', name)));
  return delivering.length > 0 ? delivering : regions.slice(0, 1);
}
