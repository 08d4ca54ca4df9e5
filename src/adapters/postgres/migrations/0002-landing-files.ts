import { sql, type Kysely } from 'kysely';

/** What each environment has seen in landing, and notified its controllers of. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('landing_files')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    // Exact up to 9 petabytes, and read as a number.
    .addColumn('bytes', 'double precision', (column) => column.notNull())
    .addColumn('stamp', 'text', (column) => column.notNull())
    .addColumn('stable_since', 'timestamptz', (column) => column.notNull())
    .addColumn('gone_since', 'timestamptz')
    .addColumn('content_stamp', 'text')
    .addColumn('content_hash', 'text')
    .addColumn('content_regions', 'jsonb')
    .addColumn('pending_since', 'timestamptz')
    .addColumn('pending_regions', 'jsonb')
    .addColumn('pending_problem', 'text')
    .addColumn('first_seen_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('signalled_at', 'timestamptz')
    .addPrimaryKeyConstraint('landing_files_key', ['environment', 'source', 'path'])
    .execute();
}
