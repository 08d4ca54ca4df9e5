import type { ForecastSummary } from '../contracts/cycle.ts';
import { publishedName, type ForecastPlace } from '../contracts/published-name.ts';
import type { Week } from '../contracts/week.ts';
import type { CyclePorts } from './ports.ts';

/** Text of the pointer that names a region's published forecasts; it moves last, so readers see all of a cycle or none. */
interface PublishedForecasts {
  readonly cycleId: string;
  readonly cutoff: Week;
  readonly parquet: ForecastSummary['parquet'];
  readonly csv: ForecastSummary['csv'];
}

/** Name of the pointer to the latest published forecasts of a region. */
function forecastPointer({ environment, region }: ForecastPlace): string {
  return `forecasts/${environment}/${region}/latest`;
}

/**
 * Copies a cycle's forecasts, which the registry has as the published ones, to the names that files are read by: files first, the
 * pointer last.
 */
export async function publishForecasts(
  { store }: CyclePorts,
  input: ForecastPlace & { readonly cycleId: string; readonly forecasts: ForecastSummary },
): Promise<void> {
  const { cutoff, cycleId, forecasts } = input;
  const { parquet, csv } = forecasts;
  await store.publishAs(parquet, publishedName(input, 'parquet'));
  await store.publishAs(csv, publishedName(input, 'csv'));
  const published: PublishedForecasts = { cycleId, cutoff, parquet, csv };
  const pointer = forecastPointer(input);
  const before = await store.readPointer(pointer);
  // A backfill publishes under its own cutoff; the latest forecasts stay the latest.
  if (before === undefined || (JSON.parse(before) as PublishedForecasts).cutoff <= cutoff) {
    await store.writePointer(pointer, JSON.stringify(published));
  }
}
