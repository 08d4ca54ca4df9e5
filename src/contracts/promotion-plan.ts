/** How long a challenger waits for a person's decision. */
export interface ApprovalPolicy {
  /** Hours between two reminders. Default 24. */
  readonly remindEveryHours: number;
  /** Days after which the old champion stays. Default 7. */
  readonly expireAfterDays: number;
}

export const defaultApproval: ApprovalPolicy = { remindEveryHours: 24, expireAfterDays: 7 };

/** How a challenger becomes champion: by its gate, or by a person within a time limit. */
export type PromotionPlan = { readonly policy: 'automatic' } | ({ readonly policy: 'manual' } & ApprovalPolicy);
