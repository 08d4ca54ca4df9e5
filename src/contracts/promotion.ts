import { z } from 'zod';
import type { Adoption } from './adoption.ts';
import type { BacktestSummary, Challenger } from './cycle.ts';
import type { PromotionPlan } from './promotion-plan.ts';
import type { Week } from './week.ts';

export interface PromotionInput {
  readonly environment: string;
  /** Workflow that asks: the cycle that trained the challenger, or the adoption that brought it. */
  readonly cycleId: string;
  readonly cutoff: Week;
  readonly challenger: Challenger;
  /** Version of the champion when the challenger was trained, if there was one. */
  readonly champion?: string;
  readonly plan: PromotionPlan;
  /** Only of a challenger that was trained in another environment. */
  readonly adoption?: Adoption;
}

/**
 * How a promotion ended. `passed` where the gate let a cycle's challenger through: it becomes champion when the cycle commits.
 * `rejected` by a person, or by the gate; `expired` where nobody decided in time; `superseded` where a
 * newer challenger of the segment took its place.
 */
export interface PromotionOutcome {
  readonly decision: 'passed' | 'promoted' | 'rejected' | 'expired' | 'superseded';
  /** Who decided: a person, or the id of a workflow. */
  readonly by: string;
  readonly reason: string;
}

/** What the `status` query of a promotion answers. */
export interface PromotionStatus {
  readonly challenger: Challenger;
  readonly champion?: string;
  readonly state: 'gate' | 'waiting' | PromotionOutcome['decision'];
  /** When the wait ends without a decision, ISO 8601. */
  readonly expiresAt?: string;
  readonly reminders: number;
  /** Only of a challenger that was trained in another environment. */
  readonly adoption?: Adoption;
  readonly outcome?: PromotionOutcome;
}

/** A person's decision on a challenger, taken by `approve` and `reject`. */
export const decisionSchema = z.strictObject({
  by: z.string().min(1).max(200),
  reason: z.string().min(1).max(1000),
});
export type Decision = z.infer<typeof decisionSchema>;

/** A promotion as its workflow identifies it in the registry: its id and run, and the challenger it is about. */
export interface PromotionRef {
  readonly promotion: string;
  readonly run: string;
  readonly environment: string;
  readonly cutoff: Week;
  readonly challenger: Challenger;
  readonly adoption?: Adoption;
}

/** How an earlier promotion of the very same version ended, where that settles the matter. */
export interface PriorDecision {
  readonly outcome: 'rejected' | 'expired' | 'champion';
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
}

/** What a wait for approval starts from. */
export interface ApprovalStart {
  /** The champion now, whose place the challenger would take. */
  readonly champion?: { readonly version: string; readonly backtest: BacktestSummary };
  /** Waiting promotions of the segment that this one replaces. */
  readonly givingWay: readonly WaitingPromotion[];
}

export interface WaitingPromotion {
  readonly promotion: string;
  readonly run: string;
}
