import { sql, type Kysely, type Selectable } from 'kysely';
import type { AccessKey, AccessKeys } from '../../ports/access-keys.ts';
import { appendAudit, lockAudit } from './audit.ts';
import type { RegistryTables } from './schema.ts';

/** The API's keys of a registry. */
export function accessKeys(db: Kysely<RegistryTables>): AccessKeys {
  return {
    createAccessKey: ({ id, name, hash, role, environments, createdBy, expiresAt }) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const row = await transaction
          .insertInto('access_keys')
          .values({
            ...{ id, name, hash, role, created_by: createdBy },
            environments: environments ? JSON.stringify(environments) : null,
            expires_at: expiresAt === undefined ? null : new Date(expiresAt),
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        const facts = { name, role, environments: environments ?? null, expiresAt: expiresAt ?? null };
        await appendAudit(transaction, { actor: createdBy, action: 'create-key', subject: `key/${id}`, facts });
        return toKey(row);
      }),

    async accessKeys() {
      const rows = await db.selectFrom('access_keys').selectAll().orderBy('created_at', 'desc').orderBy('id').execute();
      return rows.map(toKey);
    },

    async usableAccessKey(hash) {
      const row = await db
        .selectFrom('access_keys')
        .selectAll()
        .where('hash', '=', hash)
        .where('revoked_at', 'is', null)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', sql<Date>`now()`)]))
        .executeTakeFirst();
      if (!row) return undefined;
      // Not with every request: a dashboard sends many.
      if (row.used_at === null || Date.now() - row.used_at.getTime() > 60_000) {
        await db
          .updateTable('access_keys')
          .set({ used_at: sql<Date>`now()` })
          .where('id', '=', row.id)
          .execute();
      }
      return toKey(row);
    },

    revokeAccessKey: (id, actor) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const revoked = await transaction
          .updateTable('access_keys')
          .set({ revoked_at: sql<Date>`now()`, revoked_by: actor })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (revoked) {
          const facts = { name: revoked.name };
          await appendAudit(transaction, { actor, action: 'revoke-key', subject: `key/${id}`, facts });
          return toKey(revoked);
        }
        const row = await transaction.selectFrom('access_keys').selectAll().where('id', '=', id).executeTakeFirst();
        return row && toKey(row);
      }),
  };
}

function toKey(row: Selectable<RegistryTables['access_keys']>): AccessKey {
  return {
    ...{ id: row.id, name: row.name, role: row.role, createdBy: row.created_by },
    createdAt: row.created_at.toISOString(),
    ...(row.environments === null ? {} : { environments: row.environments }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at.toISOString() }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at.toISOString() }),
    ...(row.revoked_by === null ? {} : { revokedBy: row.revoked_by }),
    ...(row.used_at === null ? {} : { usedAt: row.used_at.toISOString() }),
  };
}
