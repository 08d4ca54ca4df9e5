import type { AnswerOf } from '../../../app/operations.ts';

type Row = AnswerOf<'forecasts.rows'>['rows'][number];

/** A published forecast of one series and week. */
export interface ForecastRow {
  readonly store: string;
  readonly item: string;
  readonly segment: string;
  readonly week: string;
  readonly step: number;
  readonly forecast: number | null;
  readonly mean: number | null;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly baseline: number | null;
  readonly scoredBy: string;
}

/** A row of the published table as the pages use it. */
export function forecastRowOf(row: Row): ForecastRow {
  const text = (name: string): string => String(row[name] ?? '');
  const figure = (name: string): number | null => {
    const value = row[name];
    return typeof value === 'number' ? value : null;
  };
  return {
    store: text('store'),
    item: text('item'),
    segment: `${text('format')} · ${text('velocity')}`,
    // A date may come with a time.
    week: text('week').slice(0, 10),
    step: figure('step') ?? 0,
    ...{ forecast: figure('forecast'), mean: figure('mean'), baseline: figure('baseline') },
    ...{ p10: figure('p10'), p50: figure('p50'), p90: figure('p90'), scoredBy: text('scored_by') },
  };
}
