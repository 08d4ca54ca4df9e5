import type { RetentionPolicy } from '../../contracts/retention.ts';
import type {
  RetainedDataset,
  RetainedForecast,
  RetainedModel,
  RetentionRecords,
} from '../../ports/retention-records.ts';

const dayMs = 86_400_000;

/** A record, and why it stays; without a reason it goes. */
export interface Judged<Record> {
  readonly record: Record;
  readonly reason?: string;
}

export interface JudgedRecords {
  readonly models: readonly Judged<RetainedModel>[];
  readonly datasets: readonly Judged<RetainedDataset>[];
  readonly forecasts: readonly Judged<RetainedForecast>[];
}

/**
 * Which models, datasets and forecasts stay, and why. What scores stays, and what may score again; what was published; and what
 * these were made of, so that they can be made again.
 *
 * @param now milliseconds since 1970
 */
export function judgeRecords(records: RetentionRecords, policy: RetentionPolicy, now: number): JudgedRecords {
  const youngDataset = now - 7 * dayMs * policy.datasetsWeeks;
  const youngModel = now - dayMs * policy.unpromotedModelsDays;
  const latest = latestForecasts(records.forecasts);

  const forecasts = records.forecasts.map((record): Judged<RetainedForecast> => {
    if (policy.keepPublishedForecasts) return { record, reason: 'published' };
    if (latest.has(record.cycleId)) return { record, reason: "a region's latest forecasts" };
    return record.publishedAt >= youngDataset ? { record, reason: 'published recently' } : { record };
  });
  const published = forecasts.filter(({ reason }) => reason !== undefined).map(({ record }) => record);
  const scored = new Set(published.flatMap(({ versions }) => versions));

  const models = records.models.map((record): Judged<RetainedModel> => {
    const reason = reasonOfModel(record, scored, youngModel);
    return reason === undefined ? { record } : { record, reason };
  });
  const trainedKept = new Set(
    models
      .filter(({ record, reason }) => reason !== undefined && !record.isDeleted)
      .map(({ record }) => record.datasetVersion),
  );
  const scoredKept = new Set(published.map(({ datasetVersion }) => datasetVersion));
  const datasets = records.datasets.map((record): Judged<RetainedDataset> => {
    if (trainedKept.has(record.version)) return { record, reason: 'kept models were trained on it' };
    if (scoredKept.has(record.version)) return { record, reason: 'published forecasts were scored on it' };
    return record.createdAt >= youngDataset ? { record, reason: 'recent' } : { record };
  });
  return { models, datasets, forecasts };
}

function reasonOfModel(
  { stage, waits, version, registeredAt }: RetainedModel,
  scored: ReadonlySet<string>,
  young: number,
): string | undefined {
  if (stage === 'champion') return 'champion';
  if (waits) return 'waits for approval';
  if (stage === 'archived') return 'may be rolled back to';
  if (scored.has(version)) return 'published forecasts were scored by it';
  return registeredAt >= young ? 'recent' : undefined;
}

/** Cycles whose forecasts are the latest of their region: the newest cutoff, and the last published for it. */
function latestForecasts(forecasts: readonly RetainedForecast[]): ReadonlySet<string> {
  const latest = new Map<string, RetainedForecast>();
  for (const one of forecasts) {
    const region = `${one.environment}/${one.region}`;
    const other = latest.get(region);
    const isLater =
      !other || one.cutoff > other.cutoff || (one.cutoff === other.cutoff && one.publishedAt > other.publishedAt);
    if (isLater) latest.set(region, one);
  }
  return new Set([...latest.values()].map(({ cycleId }) => cycleId));
}
