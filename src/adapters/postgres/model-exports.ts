import { sql, type Kysely, type Selectable } from 'kysely';
import type { ModelExport, ModelExports } from '../../ports/model-exports.ts';
import type { RegistryTables } from './schema.ts';

/** What tracking servers have received, joined to the models. */
export function modelExports(db: Kysely<RegistryTables>): ModelExports {
  return {
    async modelExports(target) {
      const rows = await db
        .selectFrom('model_exports')
        .selectAll()
        .select(sql<boolean>`coalesce(claimed_until > now(), false)`.as('claimed'))
        .where('target', '=', target)
        .orderBy('version')
        .execute();
      return rows.map(toModelExport);
    },

    async claimExport(target, version, by, seconds) {
      const until = sql<Date>`now() + make_interval(secs => ${sql.lit(seconds)})`;
      const row = await db
        .insertInto('model_exports')
        .values({ target, version, claimed_by: by, claimed_until: until })
        .onConflict((conflict) =>
          conflict
            .columns(['target', 'version'])
            .doUpdateSet({ claimed_by: by, claimed_until: until })
            .where((where) =>
              where.or([
                where('model_exports.claimed_by', '=', by),
                where('model_exports.claimed_until', 'is', null),
                where('model_exports.claimed_until', '<=', sql<Date>`now()`),
              ]),
            ),
        )
        .returning('version')
        .executeTakeFirst();
      return row !== undefined;
    },

    async recordExport(target, version, { runId, modelName, number, standing }) {
      await db
        .updateTable('model_exports')
        .set({
          ...{ run_id: runId, model_name: modelName, number, standing: JSON.stringify(standing) },
          ...{ exported_at: sql<Date>`now()`, failed_at: null, failure: null },
          ...{ claimed_by: null, claimed_until: null },
        })
        .where('target', '=', target)
        .where('version', '=', version)
        .execute();
    },

    async recordExportFailure(target, version, reason) {
      await db
        .updateTable('model_exports')
        .set({ failed_at: sql<Date>`now()`, failure: reason, claimed_by: null, claimed_until: null })
        .where('target', '=', target)
        .where('version', '=', version)
        .execute();
    },

    async exportRevision() {
      const models = db.selectFrom('model_versions').select((select) => select.fn.countAll().as('models'));
      const audit = db.selectFrom('audit').select((select) => select.fn.max('sequence').as('sequence'));
      const aliases = db.selectFrom('model_aliases').select((select) => select.fn.max('changed_at').as('changed'));
      const row = await db
        .selectNoFrom([models.as('models'), audit.as('sequence'), aliases.as('changed')])
        .executeTakeFirstOrThrow();
      return JSON.stringify(row);
    },

    async cycleTriggers(cycleId) {
      const row = await db.selectFrom('cycles').select('triggers').where('id', '=', cycleId).executeTakeFirst();
      return row?.triggers ?? [];
    },
  };
}

function toModelExport(row: Selectable<RegistryTables['model_exports']> & { claimed: boolean }): ModelExport {
  const { version, run_id: runId, model_name: modelName, number, standing } = row;
  return {
    version,
    ...(runId !== null && modelName !== null && number !== null && row.exported_at
      ? { exported: { runId, modelName, number, standing: standing ?? {}, at: row.exported_at.toISOString() } }
      : {}),
    ...(row.failed_at ? { failed: { at: row.failed_at.toISOString(), reason: row.failure ?? '' } } : {}),
    ...(row.claimed && row.claimed_until
      ? { claim: { by: row.claimed_by ?? '', until: row.claimed_until.toISOString() } }
      : {}),
  };
}
