import { sql, type Kysely } from 'kysely';

/** What metrics and pages ask for every few seconds, by index: the newest cycles of each region, and how many triggers there are of each kind. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index cycles_newest on cycles (environment, region, opened_at desc, id desc) include (status)`.execute(
    db,
  );
  await sql`create index cycles_closed on cycles (environment, region, closed_at desc) where closed_at is not null`.execute(
    db,
  );
  await sql`create index cycles_weeks on cycles (environment, region, cutoff desc, opened_at desc)`.execute(db);
  // Columns, because PostgreSQL reads no expression from an index alone.
  await sql`alter table triggers
    add column cause text generated always as (entry->'trigger'->>'cause') stored,
    add column accepted_at text generated always as (entry->>'acceptedAt') stored`.execute(db);
  await sql`create index triggers_counted on triggers (controller_id, state, cause, accepted_at)`.execute(db);
}
