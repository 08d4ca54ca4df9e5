import type { ForecastSummary, SegmentOutcome } from '../contracts/cycle.ts';
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
function forecastPointer(environment: string, region: string): string {
  return `forecasts/${environment}/${region}/latest`;
}

/**
 * Makes a cycle's forecasts the published ones: files and registry row first, the pointer that readers follow last.
 * Returns the URI of the CSV file.
 */
export async function publishForecasts(
  { registry, store }: CyclePorts,
  input: {
    environment: string;
    region: string;
    cutoff: Week;
    cycleId: string;
    datasetVersion: string;
    forecasts: ForecastSummary;
    segments: readonly SegmentOutcome[];
  },
): Promise<{ uri: string }> {
  const { environment, region, cutoff, cycleId, datasetVersion, forecasts, segments } = input;
  const { parquet, csv, rows } = forecasts;
  const name = `forecasts/${environment}/${region}/${cutoff}`;
  await store.publishAs(parquet, `${name}.parquet`);
  const uri = await store.publishAs(csv, `${name}.csv`);
  await registry.recordForecast({
    environment,
    region,
    cutoff,
    cycleId,
    datasetVersion,
    rows,
    parquet,
    csv,
    uri,
    scoredBy: Object.fromEntries(
      segments.map(({ segment, scoredBy, champion, provisional }) => {
        const version = scoredBy === 'champion' ? champion : provisional;
        return [`${segment.format}/${segment.velocity}`, version ?? scoredBy];
      }),
    ),
  });
  const published: PublishedForecasts = { cycleId, cutoff, parquet, csv };
  const pointer = forecastPointer(environment, region);
  const before = await store.readPointer(pointer);
  // A backfill publishes under its own cutoff; the latest forecasts stay the latest.
  if (before === undefined || (JSON.parse(before) as PublishedForecasts).cutoff <= cutoff) {
    await store.writePointer(pointer, JSON.stringify(published));
  }
  return { uri };
}
