import { sql, type Kysely, type Selectable } from 'kysely';
import type { Session, Sessions } from '../../ports/sessions.ts';
import { appendAudit, lockAudit } from './audit.ts';
import type { RegistryTables } from './schema.ts';

/** Sign-ins and sessions of a registry. What has expired goes when the next one comes. */
export function sessions(db: Kysely<RegistryTables>): Sessions {
  return {
    async openSignIn({ stateHash, verifier, nonce, returnTo, expiresAt }) {
      await db
        .deleteFrom('sign_ins')
        .where('expires_at', '<', sql<Date>`now()`)
        .execute();
      await db
        .insertInto('sign_ins')
        .values({
          ...{ state_hash: stateHash, verifier, nonce, return_to: returnTo },
          expires_at: new Date(expiresAt),
        })
        .execute();
    },

    async takeSignIn(stateHash) {
      // One statement: of two that come back with the same state, one finds it.
      const row = await db.deleteFrom('sign_ins').where('state_hash', '=', stateHash).returningAll().executeTakeFirst();
      if (!row || row.expires_at.getTime() < Date.now()) return undefined;
      return {
        ...{ stateHash, verifier: row.verifier, nonce: row.nonce, returnTo: row.return_to },
        expiresAt: row.expires_at.toISOString(),
      };
    },

    async openSession(hash, { actor, role, environments, expiresAt }) {
      await db
        .deleteFrom('sessions')
        .where('expires_at', '<', sql<Date>`now()`)
        .execute();
      await db
        .insertInto('sessions')
        .values({
          ...{ hash, actor, role, expires_at: new Date(expiresAt) },
          environments: environments ? JSON.stringify(environments) : null,
        })
        .execute();
    },

    async usableSession(hash) {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('hash', '=', hash)
        .where('expires_at', '>', sql<Date>`now()`)
        .executeTakeFirst();
      return row && toSession(row);
    },

    async openSessions() {
      const rows = await db
        .selectFrom('sessions')
        .selectAll()
        .where('expires_at', '>', sql<Date>`now()`)
        .orderBy('created_at', 'desc')
        .orderBy('hash')
        .execute();
      return rows.map((row) => ({ ...toSession(row), createdAt: row.created_at.toISOString() }));
    },

    endSessionsOf: (actor, by) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const rows = await transaction.deleteFrom('sessions').where('actor', '=', actor).returning('hash').execute();
        if (rows.length > 0) {
          const facts = { sessions: rows.length };
          await appendAudit(transaction, { actor: by, action: 'end-sessions', subject: `session/${actor}`, facts });
        }
        return rows.length;
      }),

    async endSession(hash) {
      await db.deleteFrom('sessions').where('hash', '=', hash).execute();
    },
  };
}

function toSession(row: Selectable<RegistryTables['sessions']>): Session {
  return {
    ...{ actor: row.actor, role: row.role, expiresAt: row.expires_at.toISOString() },
    ...(row.environments === null ? {} : { environments: row.environments }),
  };
}
