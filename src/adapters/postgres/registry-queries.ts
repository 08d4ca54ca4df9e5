import type { Kysely } from 'kysely';
import { segmentName } from '../../contracts/segment.ts';
import type { ModelStage, Registry } from '../../ports/registry.ts';
import { toModelRecord } from './model-record.ts';
import type { RegistryTables } from './schema.ts';

/** What people ask a registry: which models there are, and what they came from. */
export function registryQueries(
  db: Kysely<RegistryTables>,
): Pick<Registry, 'models' | 'datasetManifest' | 'cycleResult'> {
  return {
    async models() {
      const rows = await db
        .selectFrom('model_versions as model')
        .leftJoin('model_aliases as alias', (join) =>
          join
            .onRef('alias.environment', '=', 'model.environment')
            .onRef('alias.version', '=', 'model.version')
            .on('alias.alias', '=', 'champion'),
        )
        .selectAll('model')
        .select('alias.alias as alias')
        .orderBy('model.environment')
        .orderBy('model.region')
        .orderBy('model.format')
        .orderBy('model.velocity')
        .orderBy('model.created_at', 'desc')
        .execute();
      const promoted = await promotions(db);
      return rows.map((row) => {
        const record = toModelRecord(row);
        const { environment } = row;
        const hasBeen = promoted.has(promotionKey(`${environment}/${segmentName(record.segment)}`, record.version));
        const stage: ModelStage = row.alias === 'champion' ? 'champion' : hasBeen ? 'former champion' : 'challenger';
        return { environment, stage, registeredAt: row.created_at.toISOString(), record };
      });
    },

    async datasetManifest(version) {
      const row = await db
        .selectFrom('dataset_versions')
        .select('manifest')
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.manifest;
    },

    async cycleResult(cycleId) {
      const row = await db.selectFrom('cycles').select('result').where('id', '=', cycleId).executeTakeFirst();
      return row?.result ?? undefined;
    },
  };
}

/** Every promotion the audit trail knows of. */
async function promotions(db: Kysely<RegistryTables>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('audit').select(['subject', 'facts']).where('action', '=', 'promote').execute();
  return new Set(rows.map(({ subject, facts }) => promotionKey(subject, (facts as { version: string }).version)));
}

function promotionKey(subject: string, version: string): string {
  return `${subject} ${version}`;
}
