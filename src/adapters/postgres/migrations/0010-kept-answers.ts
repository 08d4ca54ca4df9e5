import { sql, type Kysely } from 'kysely';

/** Answers to commands that came with an idempotency key. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('kept_answers')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('body', 'text')
    .addColumn('begun_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}
