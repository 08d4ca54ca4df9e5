import type { Week } from './week.ts';

/** Where forecasts are from. */
export interface ForecastPlace {
  readonly environment: string;
  readonly region: string;
  readonly cutoff: Week;
}

/** The readable name of published forecasts. */
export function publishedName({ environment, region, cutoff }: ForecastPlace, extension: 'csv' | 'parquet'): string {
  return `forecasts/${environment}/${region}/${cutoff}.${extension}`;
}
