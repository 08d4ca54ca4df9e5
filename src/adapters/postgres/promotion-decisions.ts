import type { Kysely, Selectable } from 'kysely';
import { segmentName, type Velocity } from '../../contracts/segment.ts';
import type { DecisionRecord } from '../../ports/champions.ts';
import type { Registry } from '../../ports/registry.ts';
import { appendAudit, lockAudit } from './audit.ts';
import type { RegistryTables } from './schema.ts';

/** The steps of promotions: who waited, was reminded, and decided. */
export function promotionDecisions(
  db: Kysely<RegistryTables>,
): Pick<Registry, 'recordDecision' | 'decisionsOn' | 'waitingPromotions'> {
  return {
    async recordDecision({ id, promotion, run, environment, segment, version, cutoff, ...decision }) {
      const { kind, gatePassed, actor, reason, facts } = decision;
      const { region, format, velocity } = segment;
      await db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const known = await transaction
          .selectFrom('promotion_decisions')
          .select('id')
          .where('id', '=', id)
          .executeTakeFirst();
        if (known) return;
        const sequence = await appendAudit(transaction, {
          actor,
          action: kind,
          subject: `${environment}/${segmentName(segment)}`,
          facts: { promotion, version, cutoff, gatePassed, reason, ...facts },
        });
        await transaction
          .insertInto('promotion_decisions')
          .values({
            ...{ id, promotion, run, environment, region, format, velocity, version, cutoff, kind },
            ...{ gate_passed: gatePassed, actor, reason, facts: JSON.stringify(facts), audit_sequence: sequence },
          })
          .execute();
      });
    },

    async decisionsOn(environment, version) {
      const rows = await db
        .selectFrom('promotion_decisions')
        .selectAll()
        .where('environment', '=', environment)
        .where('version', '=', version)
        .orderBy('audit_sequence')
        .execute();
      return rows.map(toDecisionRecord);
    },

    async waitingPromotions(environment, { region, format, velocity }) {
      const rows = await db
        .selectFrom('promotion_decisions as wait')
        .selectAll('wait')
        .where('wait.environment', '=', environment)
        .where('wait.region', '=', region)
        .where('wait.format', '=', format)
        .where('wait.velocity', '=', velocity)
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
        )
        .orderBy('wait.audit_sequence')
        .execute();
      return rows.map(toDecisionRecord);
    },
  };
}

function toDecisionRecord(row: Selectable<RegistryTables['promotion_decisions']>): DecisionRecord {
  return {
    id: row.id,
    promotion: row.promotion,
    run: row.run,
    environment: row.environment,
    segment: { region: row.region, format: row.format, velocity: row.velocity as Velocity },
    version: row.version,
    cutoff: row.cutoff,
    kind: row.kind,
    gatePassed: row.gate_passed,
    actor: row.actor,
    reason: row.reason,
    facts: row.facts,
    at: row.decided_at.toISOString(),
  };
}
