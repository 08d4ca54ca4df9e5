import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely';
import { segmentName, type Velocity } from '../../contracts/segment.ts';
import type { DecisionRecord, EndedPromotion, WantedPromotions } from '../../ports/champions.ts';
import type { Registry } from '../../ports/registry.ts';
import { appendAudit, lockAudit } from './audit.ts';
import { openWaits } from './open-waits.ts';
import type { RegistryTables } from './schema.ts';

/** The steps of promotions: who waited, was reminded, and decided. */
export function promotionDecisions(
  db: Kysely<RegistryTables>,
): Pick<
  Registry,
  'recordDecision' | 'decisionsOn' | 'waitingPromotions' | 'findWaitingPromotions' | 'lastEndedPromotion'
> {
  const waits = (environment: string) => openWaits(db, environment).selectAll('wait');
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
      const rows = await waits(environment)
        .where('wait.region', '=', region)
        .where('wait.format', '=', format)
        .where('wait.velocity', '=', velocity)
        .orderBy('wait.audit_sequence')
        .execute();
      return rows.map(toDecisionRecord);
    },

    async findWaitingPromotions(environment, wanted) {
      let found = waits(environment);
      if (wanted) found = found.where(meant(wanted, sql`wait.version`, segmentOf('wait')));
      const rows = await found
        .orderBy('wait.region')
        .orderBy('wait.format')
        .orderBy('wait.velocity')
        .orderBy('wait.audit_sequence')
        .execute();
      return rows.map(toDecisionRecord);
    },

    async lastEndedPromotion(environment, wanted) {
      // The audit trail alone has what a gate promoted on its own.
      const row = await db
        .selectFrom('audit')
        .select(['at', 'actor', 'action', 'facts'])
        .where('action', 'in', Object.keys(ends))
        // A person's approval is a record of its own, which comes before the promotion that carries it out.
        .where(sql<boolean>`(action <> 'promote' or facts->>'policy' = 'automatic')`)
        .where(sql<boolean>`starts_with(subject, ${`${environment}/`})`)
        .where(meant(wanted, sql`facts->>'version'`, sql`substr(subject, ${environment.length + 2})`))
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return undefined;
      const { version, reason = 'passed its gate' } = row.facts as { version: string; reason?: string };
      return { version, decision: ends[row.action as keyof typeof ends], by: row.actor, at: row.at, reason };
    },
  };
}

/** What ends a promotion, as the audit trail names it. */
const ends = {
  approve: 'promoted',
  promote: 'promoted',
  reject: 'rejected',
  expire: 'expired',
  supersede: 'superseded',
  cancel: 'cancelled',
} as const satisfies Record<string, EndedPromotion['decision']>;

function segmentOf(table: string): RawBuilder<string> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql`${column('region')} || '/' || ${column('format')} || '/' || ${column('velocity')}`;
}

function meant(wanted: WantedPromotions, version: RawBuilder<unknown>, segment: RawBuilder<unknown>) {
  return 'segment' in wanted
    ? sql<boolean>`${segment} = ${wanted.segment}`
    : sql<boolean>`starts_with(${version}, ${wanted.prefix})`;
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
