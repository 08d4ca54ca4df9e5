import { z } from 'zod';
import type { Challenger } from './cycle.ts';
import type { Week } from './week.ts';

/** How long a decision is waited for, where a person has to make it. */
export interface ApprovalPolicy {
  /** Hours between two reminders. Default 24. */
  readonly remindEveryHours: number;
  /** Days after which the old champion stays. Default 7. */
  readonly expireAfterDays: number;
}

/** By what a challenger becomes champion: its gate alone, or a person within so long. */
export type PromotionPlan = { readonly policy: 'automatic' } | ({ readonly policy: 'manual' } & ApprovalPolicy);

export interface PromotionInput {
  readonly environment: string;
  /** Cycle that trained the challenger. */
  readonly cycleId: string;
  readonly cutoff: Week;
  readonly challenger: Challenger;
  /** Version of the champion when the challenger was trained, if there was one. */
  readonly champion?: string;
  readonly plan: PromotionPlan;
}

/**
 * How a promotion ended. `rejected` by a person, or by the gate; `expired` where nobody decided in time; `superseded` where a
 * newer challenger of the segment took its place.
 */
export interface PromotionOutcome {
  readonly decision: 'promoted' | 'rejected' | 'expired' | 'superseded';
  /** Who decided: a person, or the id of a workflow. */
  readonly by: string;
  readonly reason: string;
}

/** What the `status` query of a promotion answers. */
export interface PromotionStatus {
  readonly challenger: Challenger;
  readonly champion?: string;
  readonly state: 'gate' | 'waiting' | PromotionOutcome['decision'];
  /** When the wait ends by itself, ISO 8601. */
  readonly expiresAt?: string;
  readonly reminders: number;
  readonly outcome?: PromotionOutcome;
}

/** A person's word on a challenger: `approve` and `reject` take it. */
export const decisionSchema = z.strictObject({
  by: z.string().min(1).max(200),
  reason: z.string().min(1).max(1000),
});
export type Decision = z.infer<typeof decisionSchema>;
