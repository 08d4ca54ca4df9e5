import type { Kysely } from 'kysely';
import type { RegistryTables } from './schema.ts';

/** The `wait`s of an environment's promotions that nothing has ended. */
export function openWaits(db: Kysely<RegistryTables>, environment: string) {
  return db
    .selectFrom('promotion_decisions as wait')
    .where('wait.environment', '=', environment)
    .where('wait.kind', '=', 'wait')
    .where((wait) =>
      wait.not(
        wait.exists(
          wait
            .selectFrom('promotion_decisions as end')
            .select('end.id')
            .whereRef('end.run', '=', 'wait.run')
            .where('end.kind', 'not in', ['wait', 'remind']),
        ),
      ),
    );
}
