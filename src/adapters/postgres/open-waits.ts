import type { Kysely } from 'kysely';
import type { RegistryTables } from './schema.ts';

/** The `wait`s of promotions that nothing has ended. @param environment default: all */
export function openWaits(db: Kysely<RegistryTables>, environment?: string) {
  const decisions = db.selectFrom('promotion_decisions as wait');
  return (environment === undefined ? decisions : decisions.where('wait.environment', '=', environment))
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
