import type { BacktestSummary } from '../contracts/cycle.ts';
import type { PromotionRef } from '../contracts/promotion.ts';
import type { DecisionKind, PromotionDecision } from '../ports/champions.ts';
import { adoptionFacts } from './adoption-facts.ts';

/** Who took a step of a promotion, and why. */
export interface DecisionStep {
  readonly kind: DecisionKind;
  readonly by: string;
  readonly reason: string;
  /** The champion whose figures were shown with the challenger's. */
  readonly champion?: { readonly version: string; readonly backtest: BacktestSummary };
  /** Distinguishes steps of a kind that come more than once. */
  readonly number?: number;
  /** What else belongs to the record. */
  readonly facts?: object;
}

/** A step of a promotion as the registry keeps it: with the figures it was taken by, under an id that a retry repeats. */
export function promotionDecision(ref: PromotionRef, step: DecisionStep): PromotionDecision {
  const { promotion, run, environment, cutoff, challenger, adoption } = ref;
  const { kind, by, reason, champion, number, facts } = step;
  return {
    id: [run, kind, ...(number === undefined ? [] : [number])].join('/'),
    promotion,
    run,
    environment,
    segment: challenger.segment,
    version: challenger.version,
    cutoff,
    kind,
    gatePassed: challenger.gatePassed,
    actor: by,
    reason,
    facts: {
      ...adoptionFacts(adoption),
      gate: challenger.gate,
      metrics: challenger.backtest.metrics,
      ...(champion ? { champion: champion.version, championMetrics: champion.backtest.metrics } : {}),
      ...facts,
    },
  };
}
