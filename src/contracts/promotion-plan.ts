/** How long a decision is waited for, where a person has to make it. */
export interface ApprovalPolicy {
  /** Hours between two reminders. Default 24. */
  readonly remindEveryHours: number;
  /** Days after which the old champion stays. Default 7. */
  readonly expireAfterDays: number;
}

export const defaultApproval: ApprovalPolicy = { remindEveryHours: 24, expireAfterDays: 7 };

/** By what a challenger becomes champion: its gate alone, or a person within so long. */
export type PromotionPlan = { readonly policy: 'automatic' } | ({ readonly policy: 'manual' } & ApprovalPolicy);
