import { sql, type Kysely } from 'kysely';
import type { KeptAnswers } from '../../ports/kept-answers.ts';
import type { RegistryTables } from './schema.ts';

/** A process that has died does not end what it began; no command takes longer. */
const longestCommand = sql<Date>`now() - interval '10 minutes'`;
const keptFor = sql<Date>`now() - interval '24 hours'`;

/** Commands with idempotency keys, in a registry. */
export function keptAnswers(db: Kysely<RegistryTables>): KeptAnswers {
  return {
    async beginCommand(key, fingerprint) {
      await db
        .deleteFrom('kept_answers')
        .where((where) =>
          where.or([
            where('begun_at', '<', keptFor),
            where.and([where('status', 'is', null), where('begun_at', '<', longestCommand)]),
          ]),
        )
        .execute();
      const begun = await db
        .insertInto('kept_answers')
        .values({ key, fingerprint })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('key')
        .executeTakeFirst();
      if (begun) return { state: 'new' };
      const row = await db.selectFrom('kept_answers').selectAll().where('key', '=', key).executeTakeFirst();
      // Forgotten in between: the command before it failed just now.
      if (!row) return { state: 'running' };
      if (row.fingerprint !== fingerprint) return { state: 'other' };
      if (row.status === null) return { state: 'running' };
      return { state: 'done', answer: { status: row.status, ...(row.body === null ? {} : { body: row.body }) } };
    },

    async keepAnswer(key, { status, body }) {
      await db
        .updateTable('kept_answers')
        .set({ status, body: body ?? null })
        .where('key', '=', key)
        .execute();
    },

    async forgetCommand(key) {
      await db.deleteFrom('kept_answers').where('key', '=', key).where('status', 'is', null).execute();
    },
  };
}
