import { sql, type Kysely, type Selectable } from 'kysely';
import type { AuditRecord, AuditTrail } from '../../ports/audit-trail.ts';
import { appendAudit, lockAudit } from './audit.ts';
import type { RegistryTables } from './schema.ts';

const pageSize = 1000;

/** The audit trail as it is read, and appended to by what is done outside the registry. */
export function auditTrail(db: Kysely<RegistryTables>): AuditTrail {
  return {
    async audit() {
      const rows = await db.selectFrom('audit').selectAll().orderBy('sequence').execute();
      return rows.map(toAuditRecord);
    },

    async *auditRecords() {
      for (let after = Number.NEGATIVE_INFINITY; ;) {
        const rows = await db
          .selectFrom('audit')
          .selectAll()
          .$if(Number.isFinite(after), (query) => query.where('sequence', '>', after))
          .orderBy('sequence')
          .limit(pageSize)
          .execute();
        yield* rows.map(toAuditRecord);
        const last = rows.at(-1);
        if (!last || rows.length < pageSize) return;
        after = last.sequence;
      }
    },

    async findAudit({ entity, actor, environments, actions, since, before, newest }) {
      let query = db.selectFrom('audit').selectAll().orderBy('sequence', 'desc');
      if (entity !== undefined) {
        query = query.where((where) =>
          where.or([
            where('subject', '=', entity),
            where(sql<string>`left(subject, ${entity.length + 1})`, '=', `${entity}/`),
            where(sql<string>`facts->>'version'`, '=', entity),
          ]),
        );
      }
      if (environments !== undefined) {
        query = query.where(sql<string>`split_part(subject, '/', 1)`, 'in', [...environments]);
      }
      if (actor !== undefined) query = query.where('actor', '=', actor);
      if (actions !== undefined) query = query.where('action', 'in', [...actions]);
      // Moments are texts of one form, so their order is that of time.
      if (since !== undefined) query = query.where('at', '>=', new Date(since).toISOString());
      if (before !== undefined) query = query.where('sequence', '<', before);
      if (newest !== undefined) query = query.limit(newest);
      return (await query.execute()).map(toAuditRecord).reverse();
    },

    async auditHead() {
      const query = db.selectFrom('audit').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1);
      return query.executeTakeFirst();
    },

    appendAudit: (entry) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        await appendAudit(transaction, entry);
        return transaction
          .selectFrom('audit')
          .select(['sequence', 'hash'])
          .orderBy('sequence', 'desc')
          .limit(1)
          .executeTakeFirstOrThrow();
      }),
  };
}

function toAuditRecord({ previous_hash: previousHash, ...row }: Selectable<RegistryTables['audit']>): AuditRecord {
  return { ...row, previousHash };
}
