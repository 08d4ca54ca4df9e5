import { sql, type Kysely } from 'kysely';
import type { RegistryTables } from './schema.ts';

/**
 * The environments and regions that have cycles, one look into an index for each. The newest of each is then one look more: to read all cycles and keep
 * the newest would take longer with each week.
 */
export function withPlaces(db: Kysely<RegistryTables>) {
  return db.withRecursive('place', (query) =>
    query
      .selectFrom((one) =>
        one
          .selectFrom('cycles')
          .select(['environment', 'region'])
          .orderBy('environment')
          .orderBy('region')
          .limit(1)
          .as('first'),
      )
      .select(['first.environment', 'first.region'])
      .unionAll(
        query
          .selectFrom('place')
          .innerJoinLateral(
            (one) =>
              one
                .selectFrom('cycles')
                .select(['cycles.environment', 'cycles.region'])
                .where(sql<boolean>`(cycles.environment, cycles.region) > (place.environment, place.region)`)
                .orderBy('cycles.environment')
                .orderBy('cycles.region')
                .limit(1)
                .as('next'),
            (join) => join.onTrue(),
          )
          .select(['next.environment', 'next.region']),
      ),
  );
}
