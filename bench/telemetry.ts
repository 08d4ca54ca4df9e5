/**
 * Times what a scrape of the API asks the registry, on a PostgreSQL server with years of cycles, evaluations and triggers. Rows are put in directly.
 *
 *   npm run bench:telemetry [-- --rows=100000] [--json]
 *
 * `--rows` is the number of each over 14 regions and two environments. Milliseconds for all facts, the smallest of five times, with the indexes of the
 * registry and after those of migration 0009 are dropped. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { connectDatabase, migrate } from '../src/adapters/postgres/connect.ts';
import { operationalRecords } from '../src/adapters/postgres/operational-records.ts';
import { startPostgresServer, whyNoPostgresServer } from '../test/support/postgres-server.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
});
const places = 28;
const perPlace = Math.ceil(Number(values.rows) / places);

/** A cycle of each region every 42 hours, with a result and an evaluation of about 1 KB; one trigger a cycle. */
const fill = [
  `insert into cycles (id, environment, region, cutoff, triggers, status, result, opened_at, closed_at)
   select 'cycle/' || environment || '/' || region || '/' || n, environment, region,
     to_char(date '2020-01-06' + 7 * (n / 4), 'YYYY-MM-DD'), '[]',
     case n % 10 when 0 then 'degraded' when 1 then 'failed' else 'succeeded' end,
     jsonb_build_object('dataset', jsonb_build_object('rows', 480, 'quarantined', 6, 'warnings', '[]'::jsonb),
       'segments', (select jsonb_agg(jsonb_build_object(
         'segment', jsonb_build_object('region', region, 'format', 'large', 'velocity', 'fast'),
         'causes', '["data"]'::jsonb, 'reason', repeat(md5(n::text || s), 8))) from generate_series(1, 4) s)),
     timestamptz '2020-01-06' + n * interval '42 hours', timestamptz '2020-01-06' + n * interval '42 hours' + interval '20 minutes'
   from (values ('dev'), ('prod')) as e (environment), (select 'region-' || r as region from generate_series(1, 14) r) as r,
     generate_series(1, ${perPlace}) n`,
  `insert into evaluations (cycle_id, evaluation)
   select id, jsonb_build_object('rows', 12, 'segments', jsonb_build_object('large/fast', '[]'::jsonb, 'other', repeat(md5(id), 20)))
   from cycles`,
  `insert into triggers (controller_id, trigger_id, entry, state, cycle_id)
   select 'region/' || environment || '/' || region, 't' || id,
     jsonb_build_object('trigger', jsonb_build_object('id', 't' || id, 'requestedBy', 'ann', 'reason', repeat(md5(id), 4),
       'cause', (array['timer', 'data', 'code', 'request'])[1 + abs(hashtext(id)) % 4]),
       'acceptedAt', to_char(opened_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'cycleId', id),
     case when row_number() over () % 3 = 0 then 'merged' else 'ran' end, id
   from cycles`,
  'vacuum analyze',
];
const indexes = ['cycles_newest', 'cycles_closed', 'cycles_weeks', 'triggers_counted'];

const missing = whyNoPostgresServer();
if (missing !== undefined) throw new Error(missing);
const server = await startPostgresServer();
try {
  const url = await server.createDatabase();
  const db = connectDatabase(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await migrate(db);
  for (const statement of fill) await client.query(statement);
  const smallest = async (): Promise<number> => {
    const times: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      const startedAt = performance.now();
      await operationalRecords(db).operationalFacts();
      times.push(performance.now() - startedAt);
    }
    return Math.round(Math.min(...times));
  };
  const milliseconds = await smallest();
  await client.query(`drop index ${indexes.join(', ')}`);
  const withoutIndexes = await smallest();
  await client.end();
  await db.destroy();
  if (!values.json) {
    process.stdout.write(
      `${places * perPlace} cycles: ${milliseconds} ms; without the indexes of 0009 ${withoutIndexes} ms\n`,
    );
  }
  process.stdout.write(`${JSON.stringify({ rows: places * perPlace, milliseconds, withoutIndexes })}\n`);
} finally {
  await server.stop();
}
