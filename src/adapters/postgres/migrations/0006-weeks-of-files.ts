import type { Kysely } from 'kysely';

/** The first and last week a file's rows are about, where they have weeks. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('landing_files').addColumn('content_weeks', 'jsonb').execute();
}
