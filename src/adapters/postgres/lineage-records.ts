import { shownMape } from '../../contracts/shown-mape.ts';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { FileUse, ForecastFacts, LineageRecords, ModelFacts } from '../../ports/lineage-records.ts';
import type { RegistryTables } from './schema.ts';

/** What was made from what, from indexed tables only: no manifest is read. */
export function lineageRecords(db: Kysely<RegistryTables>): LineageRecords {
  const anyOf = (column: string, values: readonly string[]) =>
    sql<boolean>`${sql.ref(column)} = any(${[...values]}::text[])`;

  const models = async (condition: ReturnType<typeof anyOf>): Promise<readonly ModelFacts[]> => {
    const rows = await db
      .selectFrom('model_versions as model')
      .leftJoin('cycles as cycle', 'cycle.id', 'model.cycle_id')
      .selectAll('model')
      .select('cycle.triggers')
      .where(condition)
      .orderBy('model.environment')
      .orderBy('model.version')
      .execute();
    const versions = rows.map(({ version }) => version);
    const acts = await db
      .selectFrom('audit')
      .select(['action', 'actor', 'at', 'subject', sql<string>`facts->>'version'`.as('version')])
      .select(sql<string | null>`facts->>'reason'`.as('reason'))
      .select(sql<string | null>`facts->>'policy'`.as('policy'))
      .where('action', 'in', ['promote', 'rollback'])
      .where(sql<boolean>`facts->>'version' = any(${versions}::text[])`)
      .orderBy('sequence')
      .execute();
    return rows.map((row) => ({
      ...{ environment: row.environment, version: row.version, datasetVersion: row.dataset_version },
      segment: `${row.region}/${row.format}/${row.velocity}`,
      ...{ trainingCutoff: row.training_cutoff, codeVersion: row.code_version, seed: row.seed },
      ...{ parameters: row.parameters, members: Object.keys(row.members), weights: row.backtest.weights },
      cycleId: row.cycle_id,
      ...(row.adopted_from === null ? {} : { adoptedFrom: row.adopted_from }),
      triggers: (row.triggers ?? []).map(({ cause, requestedBy }) => ({ cause, requestedBy })),
      promotions: acts
        .filter(({ version, subject }) => version === row.version && subject.startsWith(`${row.environment}/`))
        .map(({ action, actor, at, reason, policy }) => ({
          ...{ action, actor, at },
          reason: reason ?? (policy === 'automatic' ? 'passed its gate' : ''),
        })),
    }));
  };

  return {
    async filesOf(versions) {
      const query = db.selectFrom('dataset_files').selectAll().where(anyOf('dataset_version', versions));
      return (await query.orderBy('source').orderBy('path').execute()).map(toFileUse);
    },
    async usesOfFile(name) {
      const column = /^[0-9a-f]{64}$/.test(name) ? 'content_hash' : 'path';
      return (await db.selectFrom('dataset_files').selectAll().where(column, '=', name).execute()).map(toFileUse);
    },
    async datasetFacts(versions) {
      const rows = await db.selectFrom('dataset_versions').selectAll().where(anyOf('version', versions)).execute();
      return rows.map(({ version, region, cutoff, rows: count, created_at }) => ({
        ...{ version, region, cutoff, rows: count, createdAt: created_at.toISOString() },
      }));
    },
    modelsOn: (versions) => models(anyOf('model.dataset_version', versions)),
    modelsNamed: (versions) => models(anyOf('model.version', versions)),
    async forecastsBy(versions) {
      const cycles = db.selectFrom('forecast_models').select('cycle_id').where(anyOf('version', versions));
      const query = db.selectFrom('forecasts').selectAll().where('cycle_id', 'in', cycles);
      return (await query.orderBy('cutoff').execute()).map(toForecast);
    },
    async forecastsOn(versions) {
      const query = db.selectFrom('forecasts').selectAll().where(anyOf('dataset_version', versions));
      return (await query.orderBy('cutoff').execute()).map(toForecast);
    },
    async forecastsAt(environment, region, cutoff) {
      const query = db
        .selectFrom('forecasts')
        .selectAll()
        .where('environment', '=', environment)
        .where('region', '=', region)
        .where('cutoff', '=', cutoff);
      return (await query.orderBy('published_at', 'desc').execute()).map(toForecast);
    },
    async evaluationsOf(cycleIds) {
      const rows = await db.selectFrom('evaluations').selectAll().where(anyOf('cycle_id', cycleIds)).execute();
      return rows.map(({ cycle_id, evaluation }) => ({
        ...{ cycleId: cycle_id, rows: evaluation.rows, mape: shownMape(evaluation.metrics.ensemble) ?? null },
      }));
    },
  };
}

function toFileUse(row: Selectable<RegistryTables['dataset_files']>): FileUse {
  return {
    ...{ datasetVersion: row.dataset_version, source: row.source, path: row.path, contentHash: row.content_hash },
    ...(row.conditioned ? { conditioned: row.conditioned.hash } : {}),
    ...(row.conditioner_version === null ? {} : { conditionerVersion: row.conditioner_version }),
  };
}

function toForecast(row: Selectable<RegistryTables['forecasts']>): ForecastFacts {
  return {
    ...{ cycleId: row.cycle_id, environment: row.environment, region: row.region, cutoff: row.cutoff },
    ...{ datasetVersion: row.dataset_version, rows: row.rows, publishedAt: row.published_at.toISOString() },
    ...{ parquet: row.parquet, scoredBy: row.scored_by },
  };
}
