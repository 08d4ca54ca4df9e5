import type { Week } from '../contracts/week.ts';
import type { Registry } from '../ports/registry.ts';

/** After any cutoff there is. */
const farFuture = '9999-12-31';

/** The latest cutoff that a region's forecasts have been published from, of `from` and those after it; `from` where there is none. */
export async function latestPublished(
  registry: Registry,
  environment: string,
  region: string,
  from: Week,
): Promise<Week> {
  const published = await registry.forecastsBefore(environment, region, from, farFuture);
  return published.at(-1)?.cutoff ?? from;
}
