import { sql, type Kysely, type Selectable } from 'kysely';
import type { CycleCatalogue, RegisteredCycle } from '../../ports/cycle-catalogue.ts';
import type { RegistryTables } from './schema.ts';

/** The cycles of a registry. */
export function cycleCatalogue(db: Kysely<RegistryTables>): CycleCatalogue {
  const cycles = () =>
    db
      .selectFrom('cycles')
      .leftJoin('forecasts', 'forecasts.cycle_id', 'cycles.id')
      .select(['cycles.id', 'cycles.environment', 'cycles.region', 'cycles.cutoff', 'cycles.status'])
      .select(['cycles.triggers', 'cycles.failure', 'cycles.opened_at', 'cycles.closed_at'])
      .select('forecasts.rows as forecastRows')
      // The whole result may be long: all its segments with their figures.
      .select([
        sql<readonly string[] | null>`cycles.result->'degradedReasons'`.as('degradedReasons'),
        sql<string | null>`cycles.result->'dataset'->>'version'`.as('datasetVersion'),
      ]);

  return {
    async findCycles({ cycleId, environment, region, since, state, after, limit }) {
      let found = cycles();
      if (cycleId !== undefined) found = found.where('cycles.id', '=', cycleId);
      if (environment !== undefined) found = found.where('cycles.environment', '=', environment);
      if (region !== undefined) found = found.where('cycles.region', '=', region);
      if (since !== undefined) found = found.where('cycles.opened_at', '>=', new Date(since));
      if (state !== undefined) found = found.where('cycles.status', '=', state);
      if (after !== undefined) {
        // Compared in the database, whose times are finer than those of JavaScript.
        found = found.where(
          sql<boolean>`(cycles.opened_at, cycles.id) < (select opened_at, id from cycles where id = ${after})`,
        );
      }
      if (limit !== undefined) found = found.limit(limit);
      const rows = await found.orderBy('cycles.opened_at', 'desc').orderBy('cycles.id', 'desc').execute();
      return rows.map(toCycle);
    },

    async newestCycles(environment) {
      const rows = await cycles()
        .distinctOn('cycles.region')
        .where('cycles.environment', '=', environment)
        .orderBy('cycles.region')
        .orderBy('cycles.opened_at', 'desc')
        .orderBy('cycles.id', 'desc')
        .execute();
      return rows.map(toCycle);
    },

    async recentStates(environment, each) {
      const numbered = db
        .selectFrom('cycles')
        .select(['region', 'status', 'opened_at', 'id'])
        .select(sql<number>`row_number() over (partition by region order by opened_at desc, id desc)`.as('place'))
        .where('environment', '=', environment);
      const rows = await db
        .selectFrom(numbered.as('numbered'))
        .select(['region', 'status'])
        .where('place', '<=', each)
        .orderBy('region')
        .orderBy('place')
        .execute();
      return new Map(
        [...Map.groupBy(rows, ({ region }) => region)].map(([region, some]) => [
          region,
          some.map(({ status }) => status),
        ]),
      );
    },
  };
}

interface CycleRow extends Pick<
  Selectable<RegistryTables['cycles']>,
  'id' | 'environment' | 'region' | 'cutoff' | 'status' | 'triggers' | 'failure' | 'opened_at' | 'closed_at'
> {
  readonly forecastRows: number | null;
  readonly degradedReasons: readonly string[] | null;
  readonly datasetVersion: string | null;
}

function toCycle(row: CycleRow): RegisteredCycle {
  return {
    cycleId: row.id,
    ...{ environment: row.environment, region: row.region, cutoff: row.cutoff, state: row.status },
    triggers: row.triggers,
    openedAt: row.opened_at.toISOString(),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at.toISOString() }),
    ...(row.failure === null ? {} : { failure: row.failure }),
    degradedReasons: row.degradedReasons ?? [],
    ...(row.forecastRows === null ? {} : { forecastRows: row.forecastRows }),
    ...(row.datasetVersion === null ? {} : { datasetVersion: row.datasetVersion }),
  };
}
