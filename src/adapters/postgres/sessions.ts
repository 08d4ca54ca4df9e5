import { sql, type Kysely } from 'kysely';
import type { Sessions } from '../../ports/sessions.ts';
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
      return (
        row && {
          ...{ actor: row.actor, role: row.role, expiresAt: row.expires_at.toISOString() },
          ...(row.environments === null ? {} : { environments: row.environments }),
        }
      );
    },

    async endSession(hash) {
      await db.deleteFrom('sessions').where('hash', '=', hash).execute();
    },
  };
}
