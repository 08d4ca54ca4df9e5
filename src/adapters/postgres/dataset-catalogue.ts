import { sql, type Kysely, type Selectable } from 'kysely';
import type { DatasetCatalogue, DatasetQuality, RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import type { RegistryTables } from './schema.ts';

/** Dataset versions and evaluations of a registry. */
export function datasetCatalogue(db: Kysely<RegistryTables>): DatasetCatalogue {
  return {
    async findDatasets({ prefix, region, cutoff, upTo, newest = false, limit }) {
      let found = db.selectFrom('dataset_versions').selectAll();
      if (prefix !== undefined) found = found.where(sql<boolean>`starts_with(version, ${prefix})`);
      if (region !== undefined) found = found.where('region', '=', region);
      if (cutoff !== undefined) found = found.where('cutoff', '=', cutoff);
      if (upTo !== undefined) found = found.where('cutoff', '<=', upTo);
      if (newest) found = found.distinctOn('region');
      if (limit !== undefined) found = found.limit(limit);
      const rows = await found
        .orderBy('region')
        .orderBy('cutoff', 'desc')
        .orderBy('created_at', 'desc')
        .orderBy('version')
        .execute();
      return rows.map(toDataset);
    },

    async countDatasets(region) {
      const { count } = await db
        .selectFrom('dataset_versions')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('region', '=', region)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async dataset(version) {
      const row = await db.selectFrom('dataset_versions').selectAll().where('version', '=', version).executeTakeFirst();
      return row && toDataset(row);
    },

    async evaluations(environment, region, from, to) {
      const rows = await db
        .selectFrom('evaluations')
        .innerJoin('cycles', 'cycles.id', 'evaluations.cycle_id')
        .select(['cycles.id', 'cycles.cutoff', 'evaluations.evaluation'])
        .where('cycles.environment', '=', environment)
        .$if(region !== undefined, (query) => query.where('cycles.region', '=', region!))
        .where('cycles.cutoff', '>=', from)
        .where('cycles.cutoff', '<=', to)
        .orderBy('cycles.cutoff')
        .orderBy('evaluations.evaluated_at')
        .execute();
      return rows.map(({ id, cutoff, evaluation }) => ({ cycleId: id, cutoff, evaluation }));
    },

    async lastEvaluatedDataset(environment, region, cutoff, cycleId) {
      const row = await db
        .selectFrom('evaluations')
        .innerJoin('forecasts', 'forecasts.cycle_id', 'evaluations.cycle_id')
        .innerJoin('dataset_versions as dataset', 'dataset.version', 'forecasts.dataset_version')
        .select('dataset.manifest')
        .where('forecasts.environment', '=', environment)
        .where('forecasts.region', '=', region)
        .where('forecasts.cutoff', '<=', cutoff)
        .where('forecasts.cycle_id', '!=', cycleId)
        .orderBy('forecasts.cutoff', 'desc')
        .orderBy('evaluations.evaluated_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.manifest;
    },

    async lastUsedFiles(environment, region) {
      const last = await db
        .selectFrom('forecasts')
        .select(['cutoff', 'dataset_version'])
        .where('environment', '=', environment)
        .where('region', '=', region)
        .orderBy('published_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!last) return undefined;
      const rows = await db
        .selectFrom('dataset_files')
        .select(['source', 'path', 'content_hash'])
        .where('dataset_version', '=', last.dataset_version)
        .execute();
      const files = rows.map(({ source, path, content_hash }) => ({ source, path, contentHash: content_hash }));
      return { cutoff: last.cutoff, files };
    },
  };
}

function toDataset(row: Selectable<RegistryTables['dataset_versions']>): RegisteredDataset {
  const { version, region, cutoff, manifest, rows, quality_profile: quality, created_at: createdAt } = row;
  return {
    version,
    region,
    cutoff,
    manifest,
    rows,
    quality: quality as DatasetQuality,
    recordedAt: createdAt.toISOString(),
  };
}
