import { sql, type Kysely, type Transaction } from 'kysely';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { RetainedModel, RetentionRegistry } from '../../ports/retention-records.ts';
import { lockAudit } from './audit.ts';
import { stageOf, standingModels } from './model-stage.ts';
import type { RegistryTables } from './schema.ts';

/** What garbage collection reads and writes. */
export function retentionRegistry(db: Kysely<RegistryTables>): RetentionRegistry {
  return {
    async retentionRecords() {
      const datasets = await db
        .selectFrom('dataset_versions')
        .select(['version', 'manifest', 'quality_profile', 'created_at', 'artifacts_deleted_at'])
        .execute();
      const forecasts = await db.selectFrom('forecasts').selectAll().execute();
      const running = await db
        .selectFrom('cycles')
        .select((min) => min.fn.min('opened_at').as('since'))
        .where('status', '=', 'running')
        .executeTakeFirst();
      return {
        models: await retainedModels(db),
        datasets: datasets.map(({ version, manifest, quality_profile: quality, created_at, artifacts_deleted_at }) => ({
          ...{ version, manifest, quality },
          ...{ createdAt: created_at.getTime(), isDeleted: artifacts_deleted_at !== null },
        })),
        forecasts: forecasts.map((row) => ({
          ...{ cycleId: row.cycle_id, environment: row.environment, region: row.region, cutoff: row.cutoff },
          ...{ datasetVersion: row.dataset_version, publishedAt: row.published_at.getTime() },
          refs: [row.parquet, row.csv],
          versions: Object.values(row.scored_by),
        })),
        ...(running?.since ? { runningSince: new Date(running.since).getTime() } : {}),
      };
    },

    noteDeleted: ({ models, datasets }) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const now = await retainedModels(transaction);
        const wanted = new Set(models.map(keyOf));
        const gone = now.filter((model) => wanted.has(keyOf(model)) && mayGo(model));
        const goneKeys = new Set(gone.map(keyOf));
        const needed = new Set(
          now.filter((model) => !model.isDeleted && !goneKeys.has(keyOf(model))).map((model) => model.datasetVersion),
        );
        const goneDatasets = datasets.filter((version) => !needed.has(version));
        for (const { environment, version } of gone) {
          await transaction
            .updateTable('model_versions')
            .set({ artifacts_deleted_at: sql<Date>`now()` })
            .where('environment', '=', environment)
            .where('version', '=', version)
            .execute();
        }
        await transaction
          .updateTable('dataset_versions')
          .set({ artifacts_deleted_at: sql<Date>`now()` })
          .where(sql<boolean>`version = any(${goneDatasets}::text[])`)
          .execute();
        return { models: gone.map(({ environment, version }) => ({ environment, version })), datasets: goneDatasets };
      }),
  };
}

function mayGo({ stage, waits }: RetainedModel): boolean {
  return !waits && (stage === 'challenger' || stage === 'retired');
}

async function retainedModels(
  db: Kysely<RegistryTables> | Transaction<RegistryTables>,
): Promise<readonly RetainedModel[]> {
  const rows = await standingModels(db)
    .selectAll('model')
    .select(stageOf.as('stage'))
    .select(
      sql<boolean>`exists (
        select 1 from promotion_decisions as wait
        where wait.environment = model.environment and wait.version = model.version and wait.kind = 'wait'
          and not exists (
            select 1 from promotion_decisions as ended
            where ended.run = wait.run and ended.kind not in ('wait', 'remind')
          )
      )`.as('waits'),
    )
    .execute();
  return rows.map((row) => ({
    ...{ environment: row.environment, version: row.version, stage: row.stage, waits: row.waits },
    ...{ datasetVersion: row.dataset_version, registeredAt: row.created_at.getTime() },
    isDeleted: row.artifacts_deleted_at !== null,
    refs: [
      row.ensemble,
      ...(row.backtest.evaluation ? [row.backtest.evaluation] : []),
      ...Object.values(row.backtest.presetChoices ?? {}),
      ...(row.backtest.comparison ? [row.backtest.comparison.artifact] : []),
      ...Object.values(row.members).flatMap((files) => Object.values(files)),
      ...Object.values(row.windows ?? {}).flatMap((windows) => windows.map(({ forecast }): ArtifactRef => forecast)),
    ],
  }));
}

function keyOf({ environment, version }: { readonly environment: string; readonly version: string }): string {
  return `${environment} ${version}`;
}
