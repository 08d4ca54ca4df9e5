import { sql, type Kysely } from 'kysely';

/**
 * Tags and retirements of models; what lineage asks by, as tables and indexes; what garbage collection has taken; and an audit
 * trail that refuses changes.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('model_tags')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('tagged_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('model_tags_key', ['environment', 'version', 'key'])
    .execute();
  await db.schema.createIndex('model_tags_value').on('model_tags').columns(['key', 'value']).execute();
  await db.schema
    .createTable('model_retirements')
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('retired_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('model_retirements_key', ['environment', 'version'])
    .execute();

  await db.schema
    .alterTable('model_versions')
    // What the members forecast in the windows of the backtest: another environment's gate compares by it.
    .addColumn('windows', 'jsonb')
    // The environment a version was promoted from.
    .addColumn('adopted_from', 'text')
    .addColumn('artifacts_deleted_at', 'timestamptz')
    .execute();
  await db.schema.alterTable('dataset_versions').addColumn('artifacts_deleted_at', 'timestamptz').execute();
  await db.schema
    .alterTable('dataset_files')
    .addColumn('conditioned', 'jsonb')
    .addColumn('conditioner_version', 'text')
    .execute();
  await db.schema.createIndex('dataset_files_path').on('dataset_files').column('path').execute();
  await db.schema.createIndex('model_versions_dataset').on('model_versions').column('dataset_version').execute();
  await db.schema.createIndex('model_versions_version').on('model_versions').column('version').execute();
  await db.schema.createIndex('forecasts_dataset').on('forecasts').column('dataset_version').execute();
  await db.schema
    .createTable('forecast_models')
    .addColumn('cycle_id', 'text', (column) => column.notNull().references('forecasts.cycle_id'))
    .addColumn('segment', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('forecast_models_key', ['cycle_id', 'segment'])
    .execute();
  await db.schema.createIndex('forecast_models_version').on('forecast_models').column('version').execute();
  await sql`insert into forecast_models (cycle_id, segment, version)
    select cycle_id, scored.key, scored.value from forecasts, jsonb_each_text(scored_by) as scored`.execute(db);

  await db.schema.createIndex('audit_subject').on('audit').columns(['subject', 'sequence']).execute();
  await sql`create index audit_version on audit ((facts->>'version'))`.execute(db);
  await sql`create function audit_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit trail is append-only: % refused', tg_op;
    end $$`.execute(db);
  await sql`create trigger audit_keeps_rows before update or delete on audit
    for each row execute function audit_is_append_only()`.execute(db);
  await sql`create trigger audit_keeps_all before truncate on audit
    for each statement execute function audit_is_append_only()`.execute(db);
}
