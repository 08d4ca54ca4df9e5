import { sql, type Kysely } from 'kysely';
import type { LedgerEntry } from '../../contracts/trigger.ts';
import type { Registry } from '../../ports/registry.ts';
import type { RegistryTables } from './schema.ts';

const openStates = ['pending', 'running'] as const satisfies readonly LedgerEntry['state'][];
const endedStates = ['ran', 'merged', 'failed'] as const satisfies readonly LedgerEntry['state'][];
/** Of a row: its sender was refused. It keeps a write that was given up, and comes late, from entering the trigger after all. */
const withdrawn = 'withdrawn';

const failed = sql<boolean>`triggers.entry ->> 'failure' is not null`;
/** Workflow time, in ISO 8601: it sorts as text. */
const isNewer = sql<boolean>`excluded.entry ->> 'acceptedAt' > triggers.entry ->> 'acceptedAt'`;
const isAsNew = sql<boolean>`excluded.entry ->> 'acceptedAt' >= triggers.entry ->> 'acceptedAt'`;

/** The triggers of controllers, and where they stand. */
export function triggerLedger(
  db: Kysely<RegistryTables>,
): Pick<
  Registry,
  'acceptTriggers' | 'withdrawTriggers' | 'recordTriggers' | 'triggers' | 'endedTriggers' | 'openTriggers' | 'triggerAt'
> {
  const triggersOf = (controllerId: string) => db.selectFrom('triggers').where('controller_id', '=', controllerId);
  const endedAmong = async (controllerId: string, ids: readonly string[]): Promise<readonly string[]> => {
    if (ids.length === 0) return [];
    const rows = await triggersOf(controllerId)
      .select('trigger_id')
      .where('trigger_id', 'in', [...ids])
      .where('state', 'in', [...endedStates])
      .execute();
    return rows.map(({ trigger_id }) => trigger_id);
  };

  return {
    async acceptTriggers(controllerId, entries) {
      if (entries.length === 0) return [];
      await db
        .insertInto('triggers')
        .values(entries.map((entry) => rowOf(controllerId, entry)))
        .onConflict((conflict) =>
          conflict
            .columns(['controller_id', 'trigger_id'])
            .doUpdateSet(replacement)
            .where(isNewer)
            .where((row) =>
              row.or([
                row('triggers.state', 'in', [...openStates, withdrawn]),
                row.and([row('triggers.state', 'in', [...endedStates]), failed]),
              ]),
            ),
        )
        .execute();
      return endedAmong(
        controllerId,
        entries.map(({ trigger }) => trigger.id),
      );
    },

    async withdrawTriggers(controllerId, entries) {
      if (entries.length === 0) return;
      await db
        .insertInto('triggers')
        .values(entries.map((entry) => ({ ...rowOf(controllerId, entry), state: withdrawn })))
        .onConflict((conflict) =>
          conflict
            .columns(['controller_id', 'trigger_id'])
            .doUpdateSet({ state: withdrawn })
            .where('triggers.state', '=', 'pending')
            .where(isAsNew),
        )
        .execute();
    },

    async recordTriggers(controllerId, entries) {
      if (entries.length === 0) return;
      await db
        .insertInto('triggers')
        .values(entries.map((entry) => rowOf(controllerId, entry)))
        .onConflict((conflict) =>
          conflict
            .columns(['controller_id', 'trigger_id'])
            .doUpdateSet(replacement)
            // What is known of it may be older than a request for the same again.
            .where(isAsNew)
            // An assignment that was given up, and comes after the end, undoes nothing.
            .where((row) =>
              row.or([
                row('triggers.state', 'not in', [...endedStates]),
                sql<boolean>`excluded.state in (${sql.join(endedStates)})`,
              ]),
            ),
        )
        .execute();
    },

    async triggers(controllerId) {
      const rows = await triggersOf(controllerId)
        .select('entry')
        .where('state', 'in', [...endedStates])
        .orderBy('recorded_at')
        .orderBy('trigger_id')
        .execute();
      return rows.map(({ entry }) => entry);
    },

    async triggerAt(controllerIds, id) {
      const rows = await db
        .selectFrom('triggers')
        .select(['controller_id', 'entry'])
        .where('controller_id', 'in', [...controllerIds])
        .where('trigger_id', '=', id)
        .where('state', '!=', withdrawn)
        .orderBy('controller_id')
        .execute();
      return rows.map(({ controller_id: controllerId, entry }) => ({ controllerId, entry }));
    },

    endedTriggers: endedAmong,

    async openTriggers(controllerId) {
      const rows = await triggersOf(controllerId)
        .select('entry')
        .where('state', 'in', [...openStates])
        .execute();
      return rows.map(({ entry }) => entry).sort((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1));
    },
  };
}

/** The row takes everything of the new one. */
const replacement = {
  entry: sql<string>`excluded.entry`,
  state: sql<string>`excluded.state`,
  cycle_id: sql<string | null>`excluded.cycle_id`,
};

function rowOf(controllerId: string, entry: LedgerEntry) {
  return {
    controller_id: controllerId,
    trigger_id: entry.trigger.id,
    entry: JSON.stringify(entry),
    state: entry.state,
    cycle_id: entry.cycleId ?? null,
  };
}
