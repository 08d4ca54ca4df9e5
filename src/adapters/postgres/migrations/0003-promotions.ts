import { sql, type Kysely } from 'kysely';

/** Decisions on challengers, and rollbacks by the id they were asked for with. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('promotion_decisions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('promotion', 'text', (column) => column.notNull())
    .addColumn('run', 'text', (column) => column.notNull())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('velocity', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('cutoff', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('gate_passed', 'boolean', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('facts', 'jsonb', (column) => column.notNull())
    // Place in the audit trail: what orders decisions whose clocks agree.
    .addColumn('audit_sequence', 'integer', (column) => column.notNull())
    .addColumn('decided_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema
    .createIndex('promotion_decisions_version')
    .on('promotion_decisions')
    .columns(['environment', 'version'])
    .execute();
  await db.schema
    .createIndex('promotion_decisions_segment')
    .on('promotion_decisions')
    .columns(['environment', 'region', 'format', 'velocity', 'kind'])
    .execute();
  await db.schema
    .createTable('rollbacks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('from_version', 'text', (column) => column.notNull())
    .addColumn('to_version', 'text', (column) => column.notNull())
    .addColumn('audit_sequence', 'integer', (column) => column.notNull())
    .execute();
}
