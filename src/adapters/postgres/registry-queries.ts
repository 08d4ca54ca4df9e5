import type { Kysely } from 'kysely';
import type { Registry } from '../../ports/registry.ts';
import type { RegistryTables } from './schema.ts';

/** What people ask a registry: which models there are, and what they came from. */
export function registryQueries(
  db: Kysely<RegistryTables>,
): Pick<Registry, 'datasetManifest' | 'cycleResult' | 'endedCycles' | 'regionStanding'> {
  return {
    async endedCycles(cycleIds) {
      if (cycleIds.length === 0) return [];
      const rows = await db
        .selectFrom('cycles')
        .select(['id', 'triggers', 'failure'])
        .where('id', 'in', [...cycleIds])
        .where('status', '!=', 'running')
        .execute();
      return rows.map(({ id, triggers, failure }) => ({
        cycleId: id,
        triggers,
        ...(failure === null ? {} : { failure }),
      }));
    },

    async regionStanding(environment, region) {
      const cycles = db.selectFrom('cycles').where('environment', '=', environment).where('region', '=', region);
      const open = await cycles
        .select(['id', 'cutoff', 'triggers'])
        .where('status', '=', 'running')
        .orderBy('opened_at')
        .execute();
      const last = await cycles
        .select(['id', 'cutoff', 'result', 'failure'])
        .where('status', '!=', 'running')
        .orderBy('closed_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      const ids = await cycles.select('id').execute();
      return {
        lastNumber: Math.max(0, ...ids.map(({ id }) => Number(id.slice(id.lastIndexOf('/') + 1)))),
        open: open.map(({ id, cutoff, triggers }) => ({ cycleId: id, cutoff, triggers })),
        ...(last
          ? {
              lastClosed: {
                cycleId: last.id,
                cutoff: last.cutoff,
                ...(last.result ? { result: last.result } : {}),
                ...(last.failure === null ? {} : { failure: last.failure }),
              },
            }
          : {}),
      };
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
