import { sql, type Kysely, type Selectable } from 'kysely';
import type { KnownFile, LandingLedger } from '../../ports/landing-ledger.ts';
import type { RegistryTables } from './schema.ts';

/** Rows a statement writes at most: PostgreSQL takes 65,535 parameters. */
const rowsPerStatement = 1000;

/** The ledger of landing, next to the registry. */
export function createPostgresLandingLedger(db: Kysely<RegistryTables>): LandingLedger {
  return {
    async files(environment) {
      const rows = await db.selectFrom('landing_files').selectAll().where('environment', '=', environment).execute();
      return rows.map(toKnownFile);
    },

    async save(environment, files) {
      if (files.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        for (let from = 0; from < files.length; from += rowsPerStatement) {
          await transaction
            .insertInto('landing_files')
            .values(files.slice(from, from + rowsPerStatement).map((file) => toRow(environment, file)))
            .onConflict((conflict) =>
              conflict.columns(['environment', 'source', 'path']).doUpdateSet((excluded) => ({
                bytes: excluded.ref('excluded.bytes'),
                stamp: excluded.ref('excluded.stamp'),
                stable_since: excluded.ref('excluded.stable_since'),
                gone_since: excluded.ref('excluded.gone_since'),
                content_stamp: excluded.ref('excluded.content_stamp'),
                content_hash: excluded.ref('excluded.content_hash'),
                content_regions: excluded.ref('excluded.content_regions'),
                content_weeks: excluded.ref('excluded.content_weeks'),
                pending_since: excluded.ref('excluded.pending_since'),
                pending_regions: excluded.ref('excluded.pending_regions'),
                pending_problem: excluded.ref('excluded.pending_problem'),
              })),
            )
            .execute();
        }
      });
    },

    async markSignalled(environment, upTo, except = []) {
      await db.transaction().execute(async (transaction) => {
        const reported = transaction
          .updateTable('landing_files')
          .where('environment', '=', environment)
          .where('pending_since', '<=', sql<Date>`${upTo}::timestamptz`);
        const stuck = sql`${[...except]}::text[]`;
        const isForAll = sql<boolean>`pending_regions = '"all"'::jsonb`;
        const isForStuck = sql<boolean>`(${isForAll} or pending_regions ?| ${stuck})`;
        await (except.length === 0 ? reported : reported.where(sql<boolean>`not ${isForStuck}`))
          .set({ pending_since: null, pending_regions: null, pending_problem: null, signalled_at: sql<Date>`now()` })
          .execute();
        if (except.length > 0) {
          // Of the others those regions are left that have not heard of them.
          const left = sql<string>`(select jsonb_agg(region order by region) from unnest(${stuck}) as region
            where ${isForAll} or pending_regions ? region)`;
          await reported.where(isForStuck).set({ pending_regions: left }).execute();
        }
        await transaction
          .deleteFrom('landing_files')
          .where('environment', '=', environment)
          .where('gone_since', 'is not', null)
          .where('content_hash', 'is', null)
          .where('pending_since', 'is', null)
          .execute();
      });
    },
  };
}

function toRow(environment: string, { content, pending, goneSince, ...file }: KnownFile) {
  return {
    environment,
    source: file.source,
    path: file.path,
    bytes: file.bytes,
    stamp: file.stamp,
    stable_since: file.stableSince,
    gone_since: goneSince ?? null,
    content_stamp: content?.stamp ?? null,
    content_hash: content?.hash ?? null,
    content_regions: content ? JSON.stringify(content.regions) : null,
    content_weeks: content?.weeks ? JSON.stringify(content.weeks) : null,
    pending_since: pending?.noticedAt ?? null,
    pending_regions: pending ? JSON.stringify(pending.regions) : null,
    pending_problem: pending?.problem ?? null,
  };
}

function toKnownFile(row: Selectable<RegistryTables['landing_files']>): KnownFile {
  const { content_stamp: stamp, content_hash: hash, content_regions: regions, content_weeks: weeks } = row;
  const { pending_since: noticedAt, pending_regions: pendingRegions, pending_problem: problem } = row;
  return {
    source: row.source,
    path: row.path,
    bytes: row.bytes,
    stamp: row.stamp,
    stableSince: row.stable_since.toISOString(),
    ...(row.gone_since ? { goneSince: row.gone_since.toISOString() } : {}),
    ...(stamp !== null && hash !== null && regions !== null
      ? { content: { stamp, hash, regions, ...(weeks ? { weeks } : {}) } }
      : {}),
    ...(noticedAt !== null && pendingRegions !== null
      ? {
          pending: {
            noticedAt: noticedAt.toISOString(),
            regions: pendingRegions,
            ...(problem === null ? {} : { problem }),
          },
        }
      : {}),
  };
}
