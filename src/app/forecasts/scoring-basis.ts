import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { DatasetManifest } from '../../contracts/dataset.ts';
import { velocities, type Segment } from '../../contracts/segment.ts';
import { leversOf, type Lever } from '../../contracts/what-if.ts';
import { addWeeks, type Week } from '../../contracts/week.ts';
import type { PublishedForecast } from '../../ports/forecast-catalogue.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { App, TableRow } from '../app.ts';
import { refusal } from '../refusal.ts';
import { goneIfCollected } from './forecast-gone.ts';
import { forecastNamed, type NamedForecast } from './named-forecast.ts';

/** Published forecasts with the data they were made from. */
export interface ScoringBasis {
  readonly forecast: PublishedForecast;
  readonly manifest: ArtifactRef;
  readonly levers: readonly Lever[];
  /** Weeks that are forecast. */
  readonly weeks: readonly Week[];
}

/** The published forecasts that are meant, with their data. Throws `Refusal` where there are none, or none any more. */
export async function scoringBasis(app: App, named: NamedForecast): Promise<ScoringBasis> {
  const forecast = await forecastNamed(app, named);
  const { datasetVersion, cutoff } = forecast;
  const ref = await app.withRegistry((registry) => registry.datasetManifest(datasetVersion));
  if (!ref) throw refusal('forecast-without-dataset', { region: forecast.region, cutoff, datasetVersion });
  const { store } = await app.openStorage();
  const manifest = await goneIfCollected(app, forecast, () => getJson<DatasetManifest>(store, ref));
  const weeks = Array.from({ length: manifest.horizonWeeks }, (_, index) => addWeeks(cutoff, index + 1));
  return { forecast, manifest: ref, levers: leversOf(manifest.knownAhead, manifest.roles), weeks };
}

/** Series that one model has forecast, with the rows that were published. */
export interface PublishedSegment {
  readonly segment: Segment;
  readonly model: ModelRecord;
  readonly rows: readonly TableRow[];
}

/** Published rows by the model that forecast them, and those that no model did. */
export async function byModel(
  app: App,
  { region }: PublishedForecast,
  rows: readonly TableRow[],
): Promise<{ readonly segments: readonly PublishedSegment[]; readonly withoutModel: readonly TableRow[] }> {
  const groups = Map.groupBy(rows, (row) => JSON.stringify([row['format'], row['velocity'], row['scored_by']]));
  const segments: PublishedSegment[] = [];
  const withoutModel: TableRow[] = [];
  for (const group of groups.values()) {
    const { format, velocity: named, scored_by: version } = group[0]!;
    const model = await app.withRegistry((registry) => registry.model(String(version)));
    const velocity = velocities.find((one) => one === named);
    if (model && velocity) segments.push({ segment: { region, format: String(format), velocity }, model, rows: group });
    else withoutModel.push(...group);
  }
  return { segments, withoutModel };
}

/** Published rows of a model's segment, as that model would forecast them, whichever made them. */
export function byOneModel(model: ModelRecord, rows: readonly TableRow[]): readonly PublishedSegment[] {
  const { segment } = model;
  const own = rows.filter((row) => row['format'] === segment.format && row['velocity'] === segment.velocity);
  return own.length === 0 ? [] : [{ segment, model, rows: own }];
}

/** Throws `Refusal` on a lever that the data do not have. */
export function checkLevers({ levers }: ScoringBasis, asked: readonly string[]): void {
  const known = levers.map(({ name }) => name);
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown !== undefined) throw refusal('unknown-lever', { lever: unknown, known });
}

/** Throws `Refusal` on a week that is not forecast. */
export function checkWeeks({ weeks }: ScoringBasis, asked: readonly Week[]): void {
  const unknown = asked.find((week) => !weeks.includes(week));
  if (unknown !== undefined) throw refusal('unknown-target-week', { week: unknown, known: weeks });
}
