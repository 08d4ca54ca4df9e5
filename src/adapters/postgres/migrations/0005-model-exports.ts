import type { Kysely } from 'kysely';

/** What tracking servers have received of the models. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('model_exports')
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until', 'timestamptz')
    .addColumn('run_id', 'text')
    .addColumn('model_name', 'text')
    .addColumn('number', 'text')
    .addColumn('standing', 'jsonb')
    .addColumn('exported_at', 'timestamptz')
    .addColumn('failed_at', 'timestamptz')
    .addColumn('failure', 'text')
    .addPrimaryKeyConstraint('model_exports_key', ['target', 'version'])
    .execute();
}
