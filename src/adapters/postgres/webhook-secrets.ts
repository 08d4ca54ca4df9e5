import { sql, type Kysely, type Selectable } from 'kysely';
import { usableSecretsOfSender, type WebhookSecret, type WebhookSecrets } from '../../ports/webhook-secrets.ts';
import { appendAudit, lockAudit } from './audit.ts';
import type { RegistryTables } from './schema.ts';

/** The secrets of webhooks of a registry. */
export function webhookSecrets(db: Kysely<RegistryTables>): WebhookSecrets {
  const usable = (on: Kysely<RegistryTables>, environment: string) =>
    on
      .selectFrom('webhook_secrets')
      .selectAll()
      .where('environment', '=', environment)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`);

  return {
    createWebhookSecret: ({ id, name, environment, secret, createdBy, expiresAt }) =>
      db.transaction().execute(async (transaction) => {
        // Holds back who makes another one: both would count the same ones.
        await lockAudit(transaction);
        const others = await usable(transaction, environment).where('name', '=', name).execute();
        if (others.length >= usableSecretsOfSender) return undefined;
        const row = await transaction
          .insertInto('webhook_secrets')
          .values({ ...{ id, name, environment, secret, created_by: createdBy }, expires_at: new Date(expiresAt) })
          .returningAll()
          .executeTakeFirstOrThrow();
        await appendAudit(transaction, {
          ...{ actor: createdBy, action: 'create-webhook-secret', subject: `${environment}/webhook/${id}` },
          facts: { name, expiresAt },
        });
        return toSecret(row);
      }),

    async webhookSecrets() {
      const query = db.selectFrom('webhook_secrets').selectAll().orderBy('created_at', 'desc').orderBy('id');
      return (await query.execute()).map(toSecret);
    },

    async usableWebhookSecrets(environment) {
      const rows = await usable(db, environment).orderBy('created_at', 'desc').orderBy('id').execute();
      return rows.map((row) => ({ ...toSecret(row), secret: row.secret }));
    },

    async noteWebhookSecretUsed(id) {
      await db
        .updateTable('webhook_secrets')
        .set({ used_at: sql<Date>`now()` })
        .where('id', '=', id)
        .where((where) =>
          where.or([where('used_at', 'is', null), where('used_at', '<', sql<Date>`now() - interval '1 minute'`)]),
        )
        .execute();
    },

    revokeWebhookSecret: (id, actor) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const revoked = await transaction
          .updateTable('webhook_secrets')
          .set({ revoked_at: sql<Date>`now()`, revoked_by: actor })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (revoked) {
          await appendAudit(transaction, {
            ...{ actor, action: 'revoke-webhook-secret', subject: `${revoked.environment}/webhook/${id}` },
            facts: { name: revoked.name },
          });
          return toSecret(revoked);
        }
        const row = await transaction.selectFrom('webhook_secrets').selectAll().where('id', '=', id).executeTakeFirst();
        return row && toSecret(row);
      }),
  };
}

function toSecret(row: Selectable<RegistryTables['webhook_secrets']>): WebhookSecret {
  return {
    ...{ id: row.id, name: row.name, environment: row.environment, createdBy: row.created_by },
    ...{ createdAt: row.created_at.toISOString(), expiresAt: row.expires_at.toISOString() },
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at.toISOString() }),
    ...(row.revoked_by === null ? {} : { revokedBy: row.revoked_by }),
    ...(row.used_at === null ? {} : { usedAt: row.used_at.toISOString() }),
  };
}
