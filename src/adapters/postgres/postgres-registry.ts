import { sql, type Kysely, type Selectable } from 'kysely';
import type { ForecastRecord, LeftOut, Registry } from '../../ports/registry.ts';
import { appendAudit, lockAudit } from './audit.ts';
import { accessKeys } from './access-keys.ts';
import { auditTrail } from './audit-trail.ts';
import { championChanges, makeJudgedChampion, wasMadeChampion } from './champions.ts';
import { cycleCatalogue } from './cycle-catalogue.ts';
import { datasetCatalogue } from './dataset-catalogue.ts';
import { forecastCatalogue } from './forecast-catalogue.ts';
import { keptAnswers } from './kept-answers.ts';
import { lineageRecords } from './lineage-records.ts';
import { modelCatalogue } from './model-catalogue.ts';
import { modelExports } from './model-exports.ts';
import { toModelRecord } from './model-record.ts';
import { operationalRecords } from './operational-records.ts';
import { promotionDecisions } from './promotion-decisions.ts';
import { registryQueries } from './registry-queries.ts';
import { retentionRegistry } from './retention-registry.ts';
import type { RegistryTables } from './schema.ts';
import { sessions } from './sessions.ts';
import { triggerLedger } from './trigger-ledger.ts';
import { webhookSecrets } from './webhook-secrets.ts';

/** Rows a statement writes at most: PostgreSQL takes 65,535 parameters. */
const rowsPerStatement = 1000;

/** The registry on PostgreSQL; the embedded database speaks the same SQL. */
export function createPostgresRegistry(db: Kysely<RegistryTables>): Registry {
  return {
    async openCycle(id, { environment, region, cutoff, triggers }) {
      await db
        .insertInto('cycles')
        .values({ id, environment, region, cutoff, triggers: JSON.stringify(triggers), status: 'running' })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async closeCycle(id, ended) {
      const closing = db.updateTable('cycles').where('id', '=', id);
      const closed_at = sql<Date>`now()`;
      if ('result' in ended) {
        const { result } = ended;
        const status = result.degraded ? ('degraded' as const) : ('succeeded' as const);
        await closing.set({ status, result: JSON.stringify(result), failure: null, closed_at }).execute();
        return;
      }
      // What the cycle has said of its own end is not replaced by what others found.
      await closing
        .set({ status: 'failed', failure: ended.failure, closed_at })
        .where('status', '=', 'running')
        .execute();
    },

    async recordDataset({ version, region, cutoff, manifest, rows, qualityProfile, files }) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('dataset_versions')
          .values({
            version,
            region,
            cutoff,
            manifest: JSON.stringify(manifest),
            rows,
            quality_profile: JSON.stringify(qualityProfile),
          })
          // Made again, its files are there again.
          .onConflict((conflict) => conflict.column('version').doUpdateSet({ artifacts_deleted_at: null }))
          .execute();
        for (let from = 0; from < files.length; from += rowsPerStatement) {
          await transaction
            .insertInto('dataset_files')
            .values(
              files
                .slice(from, from + rowsPerStatement)
                .map(({ source, path, contentHash, conditioned, conditionerVersion }) => ({
                  ...{ dataset_version: version, source, path, content_hash: contentHash },
                  conditioned: conditioned ? JSON.stringify(conditioned) : null,
                  conditioner_version: conditionerVersion ?? null,
                })),
            )
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
      });
    },

    async recordModel(environment, model, adoptedFrom) {
      await db
        .insertInto('model_versions')
        .values({
          environment,
          version: model.version,
          ...model.segment,
          dataset_version: model.datasetVersion,
          data_hash: model.dataHash,
          training_cutoff: model.trainingCutoff,
          code_version: model.codeVersion,
          seed: model.seed,
          parameters: JSON.stringify(model.parameters),
          members: JSON.stringify(model.members),
          ensemble: JSON.stringify(model.ensemble),
          backtest: JSON.stringify(model.backtest),
          gate: JSON.stringify(model.gate),
          cycle_id: model.cycleId,
          windows: model.windows ? JSON.stringify(model.windows) : null,
          adopted_from: adoptedFrom ?? null,
        })
        // Trained again, its files are there again; judged again, by newer code of the gate, it has other figures.
        .onConflict((conflict) =>
          conflict.columns(['environment', 'version']).doUpdateSet((excluded) => ({
            artifacts_deleted_at: null,
            backtest: excluded.ref('excluded.backtest'),
            gate: excluded.ref('excluded.gate'),
          })),
        )
        .execute();
    },

    async model(version) {
      const row = await db.selectFrom('model_versions').selectAll().where('version', '=', version).executeTakeFirst();
      return row && toModelRecord(row);
    },

    ...registryQueries(db),
    ...accessKeys(db),
    ...sessions(db),
    ...keptAnswers(db),
    ...webhookSecrets(db),
    ...cycleCatalogue(db),
    ...forecastCatalogue(db),
    ...triggerLedger(db),
    ...datasetCatalogue(db),
    ...championChanges(db),
    ...promotionDecisions(db),
    ...auditTrail(db),
    ...modelCatalogue(db),
    ...retentionRegistry(db),
    ...modelExports(db),
    ...lineageRecords(db),
    ...operationalRecords(db),

    async champion(environment, segment) {
      const row = await db
        .selectFrom('model_aliases as alias')
        .innerJoin('model_versions as model', (join) =>
          join.onRef('model.environment', '=', 'alias.environment').onRef('model.version', '=', 'alias.version'),
        )
        .selectAll('model')
        .where('alias.environment', '=', environment)
        .where('alias.region', '=', segment.region)
        .where('alias.format', '=', segment.format)
        .where('alias.velocity', '=', segment.velocity)
        .where('alias.alias', '=', 'champion')
        .executeTakeFirst();
      return row && toModelRecord(row);
    },

    async recordForecast(forecast, champions = []) {
      return db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const inserted = await transaction
          .insertInto('forecasts')
          .values({
            cycle_id: forecast.cycleId,
            environment: forecast.environment,
            region: forecast.region,
            cutoff: forecast.cutoff,
            dataset_version: forecast.datasetVersion,
            rows: forecast.rows,
            parquet: JSON.stringify(forecast.parquet),
            csv: JSON.stringify(forecast.csv),
            uri: forecast.uri,
            scored_by: JSON.stringify(forecast.scoredBy),
          })
          .onConflict((conflict) => conflict.column('cycle_id').doNothing())
          .returning('cycle_id')
          .executeTakeFirst();
        const leftOut: LeftOut[] = [];
        for (const change of champions) {
          // Another attempt may have committed it, champions and all; what a person has changed since stays.
          const reason = inserted
            ? await makeJudgedChampion(transaction, change)
            : (await wasMadeChampion(transaction, change))
              ? undefined
              : 'somebody had decided otherwise when the cycle committed';
          if (reason !== undefined) leftOut.push({ segment: change.segment, reason });
        }
        if (!inserted) return leftOut;
        const scoredBy = Object.entries(forecast.scoredBy);
        if (scoredBy.length > 0) {
          await transaction
            .insertInto('forecast_models')
            .values(scoredBy.map(([segment, version]) => ({ cycle_id: forecast.cycleId, segment, version })))
            .execute();
        }
        await appendAudit(transaction, {
          actor: forecast.cycleId,
          action: 'publish',
          subject: `${forecast.environment}/${forecast.region}/${forecast.cutoff}`,
          facts: { rows: forecast.rows, forecasts: forecast.parquet.hash, scoredBy: forecast.scoredBy },
        });
        return leftOut;
      });
    },

    async forecastsBefore(environment, region, from, cutoff) {
      const rows = await db
        .selectFrom('forecasts')
        .selectAll()
        .distinctOn('cutoff')
        .where('environment', '=', environment)
        .where('region', '=', region)
        .where('cutoff', '>=', from)
        .where('cutoff', '<', cutoff)
        .orderBy('cutoff')
        .orderBy('published_at', 'desc')
        .execute();
      return rows.map(toForecastRecord);
    },

    async recordEvaluation(cycleId, evaluation) {
      const text = JSON.stringify(evaluation);
      await db
        .insertInto('evaluations')
        .values({ cycle_id: cycleId, evaluation: text })
        .onConflict((conflict) => conflict.column('cycle_id').doUpdateSet({ evaluation: text }))
        .execute();
    },

    close: () => db.destroy(),
  };
}

function toForecastRecord(row: Selectable<RegistryTables['forecasts']>): ForecastRecord {
  return {
    environment: row.environment,
    region: row.region,
    cutoff: row.cutoff,
    cycleId: row.cycle_id,
    datasetVersion: row.dataset_version,
    rows: row.rows,
    parquet: row.parquet,
    csv: row.csv,
    uri: row.uri,
    scoredBy: row.scored_by,
  };
}
