import type { BacktestSummary, Challenger } from './cycle.ts';
import type { PromotionPlan } from './promotion-plan.ts';
import type { Week } from './week.ts';

/** A model version to bring from one environment to another, unchanged. */
export interface AdoptionInput {
  readonly version: string;
  /** Environment that has it. */
  readonly from: string;
  /** Environment whose policy and gate decide on it. */
  readonly to: string;
  readonly by: string;
  readonly reason: string;
  /** Only report what the gate would decide; nothing is changed. */
  readonly dryRun?: boolean | undefined;
}

/** Where a challenger was brought from, by whom and why. */
export interface Adoption {
  readonly from: string;
  readonly by: string;
  readonly reason: string;
}

/** A version as the gate of the other environment sees it, on that environment's champion and the data of today. */
export interface JudgedAdoption {
  readonly challenger: Challenger;
  readonly trainingCutoff: Week;
  /** Champion of the segment there. Left out where it has none. */
  readonly champion?: { readonly version: string; readonly backtest: BacktestSummary };
  readonly plan: PromotionPlan;
  /** The dataset version it was tried on. */
  readonly dataset: { readonly version: string; readonly cutoff: Week };
  /** What to score again once it is champion: the latest published cutoff that it may score, or else its own. */
  readonly scoreCutoff: Week;
}

/** How an adoption ended. */
export interface AdoptionOutcome {
  /** `judged`: a dry run. `awaiting-approval`: the promotion waits for a person. */
  readonly decision: 'promoted' | 'rejected' | 'awaiting-approval' | 'judged';
  readonly reason: string;
  readonly from: string;
  readonly to: string;
  readonly policy: PromotionPlan['policy'];
  readonly challenger: Challenger;
  /** Version of the champion before. Left out where there was none. */
  readonly champion?: string;
  readonly dataset: JudgedAdoption['dataset'];
  /** Workflow id of the promotion. Left out of a dry run. */
  readonly promotion?: string;
  /** Trigger of the cycle that scores with it. Only where the gate promoted it. */
  readonly triggerId?: string;
}
