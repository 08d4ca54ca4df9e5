import { sql, type Kysely, type Selectable } from 'kysely';
import type { ForecastCatalogue, PublishedForecast } from '../../ports/forecast-catalogue.ts';
import type { RegistryTables } from './schema.ts';

/** The published forecasts of a registry. */
export function forecastCatalogue(db: Kysely<RegistryTables>): ForecastCatalogue {
  /** The last one published of each of what `distinct` names, by region, the newest cutoff first. */
  const last = (environment: string, distinct: readonly ('region' | 'cutoff')[]) =>
    db
      .selectFrom('forecasts')
      .distinctOn([...distinct])
      .selectAll()
      .where('environment', '=', environment)
      .orderBy('region')
      .orderBy('cutoff', 'desc')
      .orderBy('published_at', 'desc')
      .orderBy('cycle_id', 'desc');

  return {
    async findForecasts({ environment, region, cutoff, publishedUpTo }) {
      let found = last(environment, ['region', 'cutoff']);
      if (region !== undefined) found = found.where('region', '=', region);
      if (cutoff !== undefined) found = found.where('cutoff', '=', cutoff);
      if (publishedUpTo !== undefined) {
        // As precise as the moments that are answered: a database's own are finer.
        found = found.where(sql<boolean>`date_trunc('milliseconds', published_at) <= ${new Date(publishedUpTo)}`);
      }
      return (await found.execute()).map(toPublished);
    },

    async publishedFile(environment, hash) {
      const row = await db
        .selectFrom('forecasts')
        .select(['parquet', 'csv'])
        .where('environment', '=', environment)
        .where((where) =>
          where.or([where(sql<string>`parquet->>'hash'`, '=', hash), where(sql<string>`csv->>'hash'`, '=', hash)]),
        )
        .limit(1)
        .executeTakeFirst();
      return row && [row.parquet, row.csv].find((file) => file.hash === hash);
    },

    newestForecasts: async (environment) => (await last(environment, ['region']).execute()).map(toPublished),
  };
}

function toPublished(row: Selectable<RegistryTables['forecasts']>): PublishedForecast {
  return {
    ...{ environment: row.environment, region: row.region, cutoff: row.cutoff, cycleId: row.cycle_id },
    ...{ datasetVersion: row.dataset_version, rows: row.rows, parquet: row.parquet, csv: row.csv },
    ...{ scoredBy: row.scored_by, publishedAt: row.published_at.toISOString() },
  };
}
