import { sql, type Kysely } from 'kysely';
import type { BacktestSummary, RealisedErrors } from '../../contracts/cycle.ts';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import type { ClosedCycle, OperationalFacts, OperationalRecords } from '../../ports/operational-facts.ts';
import { openWaits } from './open-waits.ts';
import { withPlaces } from './places-with-cycles.ts';
import type { RegistryTables } from './schema.ts';

type Db = Kysely<RegistryTables>;

/** How the engine stands, in few queries: metrics are read every few seconds. */
export function operationalRecords(db: Db): OperationalRecords {
  return {
    // One snapshot: a cycle that ends meanwhile would be counted here and not there.
    operationalFacts: () =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (transaction) => ({
          forecasts: await forecasts(transaction),
          cycles: await cycles(transaction),
          closed: await closed(transaction),
          endedCycles: await endedCycles(transaction),
          champions: await champions(transaction),
          realised: await realised(transaction),
          triggers: await triggers(transaction),
          waits: await waits(transaction),
        })),
  };
}

async function forecasts(db: Db): Promise<OperationalFacts['forecasts']> {
  const rows = await db
    .selectFrom('forecasts')
    .distinctOn(['environment', 'region'])
    .select(['environment', 'region', 'cutoff', 'published_at', 'rows'])
    .orderBy('environment')
    .orderBy('region')
    .orderBy('cutoff', 'desc')
    .orderBy('published_at', 'desc')
    .execute();
  return rows.map(({ published_at, ...row }) => ({ ...row, publishedAt: published_at }));
}

async function cycles(db: Db): Promise<OperationalFacts['cycles']> {
  const rows = await withPlaces(db)
    .selectFrom('place')
    .innerJoinLateral(
      (one) =>
        one
          .selectFrom('cycles')
          .select(['status', 'opened_at'])
          .whereRef('cycles.environment', '=', 'place.environment')
          .whereRef('cycles.region', '=', 'place.region')
          .orderBy('opened_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select(['place.environment', 'place.region', 'newest.status', 'newest.opened_at'])
    .orderBy('place.environment')
    .orderBy('place.region')
    .execute();
  return rows.map(({ environment, region, status, opened_at }) => ({
    ...{ environment, region, state: status, openedAt: opened_at },
  }));
}

async function closed(db: Db): Promise<OperationalFacts['closed']> {
  const rows = await withPlaces(db)
    .selectFrom('place')
    .innerJoinLateral(
      (one) =>
        one
          .selectFrom('cycles')
          .select(['status', 'opened_at', 'closed_at', 'result'])
          .whereRef('cycles.environment', '=', 'place.environment')
          .whereRef('cycles.region', '=', 'place.region')
          .where('status', '!=', 'running')
          .where('closed_at', 'is not', null)
          .orderBy('closed_at', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['place.environment', 'place.region', 'last.status', 'last.opened_at', 'last.closed_at'])
    .select([
      sql<number | null>`(result->'dataset'->>'rows')::float8`.as('rows'),
      sql<number | null>`(result->'dataset'->>'quarantined')::float8`.as('quarantined'),
      sql<number>`coalesce(jsonb_array_length(result->'dataset'->'warnings'), 0)`.as('warnings'),
      sql<
        readonly { format: string; velocity: string }[] | null
      >`jsonb_path_query_array(result, '$.segments[*] ? (@.causes[*] == "drift").segment')`.as('drifted'),
    ])
    .orderBy('place.environment')
    .orderBy('place.region')
    .execute();
  return rows.map(({ environment, region, status, opened_at, closed_at, rows: size, quarantined, ...row }) => ({
    ...{ environment, region, state: status as ClosedCycle['state'] },
    ...{ openedAt: opened_at, closedAt: closed_at as Date },
    drifted: (row.drifted ?? []).map(({ format, velocity }) => `${format}/${velocity}`),
    ...(size === null ? {} : { dataset: { rows: size, quarantined: quarantined ?? 0, warnings: row.warnings } }),
  }));
}

async function endedCycles(db: Db): Promise<OperationalFacts['endedCycles']> {
  const rows = await db
    .selectFrom('cycles')
    .select(['environment', 'region', 'status'])
    .select(sql<number>`count(*)::int`.as('count'))
    .where('status', '!=', 'running')
    .groupBy(['environment', 'region', 'status'])
    .execute();
  return rows.map(({ status, ...row }) => ({ ...row, state: status as ClosedCycle['state'] }));
}

async function champions(db: Db): Promise<OperationalFacts['champions']> {
  const rows = await db
    .selectFrom('model_aliases as alias')
    .innerJoin('model_versions as model', (join) =>
      join.onRef('model.environment', '=', 'alias.environment').onRef('model.version', '=', 'alias.version'),
    )
    .select(['model.environment', 'model.region', 'model.format', 'model.velocity', 'model.training_cutoff'])
    .select([
      sql<BacktestSummary['metrics']>`model.backtest->'metrics'`.as('metrics'),
      sql<number | null>`(model.backtest->>'coverage')::float8`.as('coverage'),
    ])
    .where('alias.alias', '=', 'champion')
    .execute();
  return rows.map(({ environment, region, format, velocity, training_cutoff, metrics, coverage }) => ({
    environment,
    segment: { region, format, velocity: velocity as 'fast' | 'slow' },
    trainedTo: training_cutoff,
    backtest: { metrics, coverage },
  }));
}

/** Cycles of a region that are looked through for an evaluation with rows: a region that has not had one for so long is no news. */
const cyclesBack = 12;

async function realised(db: Db): Promise<OperationalFacts['realised']> {
  return withPlaces(db)
    .selectFrom('place')
    .innerJoinLateral(
      (one) =>
        one
          .selectFrom((recent) =>
            recent
              .selectFrom('cycles')
              .select(['id', 'cutoff', 'opened_at'])
              .whereRef('cycles.environment', '=', 'place.environment')
              .whereRef('cycles.region', '=', 'place.region')
              .orderBy('cutoff', 'desc')
              .orderBy('opened_at', 'desc')
              .limit(cyclesBack)
              .as('cycle'),
          )
          .innerJoin('evaluations', 'evaluations.cycle_id', 'cycle.id')
          .select(sql<Readonly<Record<string, readonly RealisedErrors[]>>>`evaluation->'segments'`.as('segments'))
          .where(sql<boolean>`(evaluation->>'rows')::float8 > 0 and evaluation ? 'segments'`)
          .orderBy('cycle.cutoff', 'desc')
          .orderBy('cycle.opened_at', 'desc')
          .limit(1)
          .as('evaluated'),
      (join) => join.onTrue(),
    )
    .select(['place.environment', 'place.region', 'evaluated.segments'])
    .orderBy('place.environment')
    .orderBy('place.region')
    .execute();
}

async function triggers(db: Db): Promise<OperationalFacts['triggers']> {
  const rows = await db
    .selectFrom('triggers')
    .select(['controller_id', 'state', 'cause'])
    .select(({ fn }) => [sql<number>`count(*)::int`.as('count'), fn.min('accepted_at').as('oldest')])
    .where('state', 'in', ['pending', 'running', 'ran', 'merged', 'failed'] satisfies LedgerEntry['state'][])
    .groupBy(['controller_id', 'state', 'cause'])
    .execute();
  return rows.map(({ controller_id, state, oldest, ...row }) => {
    const [, environment = '', region = ''] = controller_id.split('/');
    return { ...{ environment, region, state: state as LedgerEntry['state'] }, ...row, oldest: new Date(oldest) };
  });
}

async function waits(db: Db): Promise<OperationalFacts['waits']> {
  const rows = await openWaits(db)
    .select(['wait.environment', 'wait.region'])
    .select(sql<string | null>`wait.facts->>'expiresAt'`.as('expiresAt'))
    .execute();
  return rows.map(({ expiresAt, ...row }) => ({
    ...row,
    ...(expiresAt === null ? {} : { expiresAt: new Date(expiresAt) }),
  }));
}
