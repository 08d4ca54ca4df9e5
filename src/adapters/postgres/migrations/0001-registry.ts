import { sql, type Kysely } from 'kysely';

const now = sql`now()`;

/** Cycles, datasets, models, forecasts, evaluations, triggers and the audit trail. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('cycles')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('cutoff', 'text', (column) => column.notNull())
    .addColumn('triggers', 'jsonb', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('result', 'jsonb')
    .addColumn('failure', 'text')
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addColumn('closed_at', 'timestamptz')
    .execute();
  await db.schema
    .createTable('dataset_versions')
    .addColumn('version', 'text', (column) => column.primaryKey())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('cutoff', 'text', (column) => column.notNull())
    .addColumn('manifest', 'jsonb', (column) => column.notNull())
    .addColumn('rows', 'integer', (column) => column.notNull())
    .addColumn('quality_profile', 'jsonb', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .execute();
  await db.schema
    .createTable('dataset_files')
    .addColumn('dataset_version', 'text', (column) => column.notNull().references('dataset_versions.version'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('dataset_files_key', ['dataset_version', 'source', 'path'])
    .execute();
  await db.schema.createIndex('dataset_files_content').on('dataset_files').column('content_hash').execute();
  await db.schema
    .createTable('model_versions')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('velocity', 'text', (column) => column.notNull())
    .addColumn('dataset_version', 'text', (column) => column.notNull().references('dataset_versions.version'))
    .addColumn('data_hash', 'text', (column) => column.notNull())
    .addColumn('training_cutoff', 'text', (column) => column.notNull())
    .addColumn('code_version', 'text', (column) => column.notNull())
    .addColumn('seed', 'integer', (column) => column.notNull())
    .addColumn('parameters', 'jsonb', (column) => column.notNull())
    .addColumn('members', 'jsonb', (column) => column.notNull())
    .addColumn('ensemble', 'jsonb', (column) => column.notNull())
    .addColumn('backtest', 'jsonb', (column) => column.notNull())
    .addColumn('gate', 'jsonb', (column) => column.notNull())
    .addColumn('cycle_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('model_versions_key', ['environment', 'version'])
    .execute();
  await db.schema
    .createTable('model_aliases')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('velocity', 'text', (column) => column.notNull())
    .addColumn('alias', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('model_aliases_key', ['environment', 'region', 'format', 'velocity', 'alias'])
    .addForeignKeyConstraint('model_aliases_version', ['environment', 'version'], 'model_versions', [
      'environment',
      'version',
    ])
    .execute();
  await db.schema
    .createTable('forecasts')
    .addColumn('cycle_id', 'text', (column) => column.primaryKey())
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('cutoff', 'text', (column) => column.notNull())
    .addColumn('dataset_version', 'text', (column) => column.notNull())
    .addColumn('rows', 'integer', (column) => column.notNull())
    .addColumn('parquet', 'jsonb', (column) => column.notNull())
    .addColumn('csv', 'jsonb', (column) => column.notNull())
    .addColumn('uri', 'text', (column) => column.notNull())
    .addColumn('scored_by', 'jsonb', (column) => column.notNull())
    .addColumn('published_at', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .execute();
  await db.schema
    .createIndex('forecasts_region')
    .on('forecasts')
    .columns(['environment', 'region', 'cutoff', 'published_at'])
    .execute();
  await db.schema
    .createTable('evaluations')
    .addColumn('cycle_id', 'text', (column) => column.primaryKey())
    .addColumn('evaluation', 'jsonb', (column) => column.notNull())
    .addColumn('evaluated_at', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .execute();
  await db.schema
    .createTable('triggers')
    .addColumn('controller_id', 'text', (column) => column.notNull())
    .addColumn('trigger_id', 'text', (column) => column.notNull())
    .addColumn('entry', 'jsonb', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('cycle_id', 'text')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('triggers_key', ['controller_id', 'trigger_id'])
    .execute();
  await db.schema
    .createTable('audit')
    .addColumn('sequence', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    // json, not jsonb: the hash is over the text as written, whose numbers jsonb would rewrite.
    .addColumn('facts', 'json', (column) => column.notNull())
    .addColumn('previous_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .execute();
}
