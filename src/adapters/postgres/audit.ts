import { sql, type Transaction } from 'kysely';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import { auditGenesis, auditHash } from '../../registry/audit-chain.ts';
import type { RegistryTables } from './schema.ts';

/** Any number, the same in every process: a process that appends to the audit trail holds this lock until it commits. */
const auditLock = 7_218_443;

/** Keeps every other writer of the audit trail waiting until the transaction ends. Take it before reading what you decide by. */
export async function lockAudit(transaction: Transaction<RegistryTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${auditLock})`.execute(transaction);
}

/** Appends to the audit trail under its lock. Returns the record's sequence number. */
export async function appendAudit(transaction: Transaction<RegistryTables>, entry: AuditEntry): Promise<number> {
  const last = await transaction
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const sequence = (last?.sequence ?? 0) + 1;
  const previousHash = last?.hash ?? auditGenesis;
  const at = new Date().toISOString();
  await transaction
    .insertInto('audit')
    .values({
      sequence,
      at,
      ...entry,
      facts: JSON.stringify(entry.facts),
      previous_hash: previousHash,
      hash: auditHash(previousHash, sequence, at, entry),
    })
    .execute();
  return sequence;
}
