import type { AdoptionInput, AdoptionOutcome } from '../contracts/adoption.ts';
import type { RefusedFacts } from '../contracts/refused-facts.ts';
import type { Decision, PromotionOutcome, PromotionStatus } from '../contracts/promotion.ts';

/** A promotion: its workflow and run. */
interface PromotionAddress {
  readonly environment: string;
  readonly promotion: string;
  readonly run: string;
}

/** A challenger that waits for a person. */
export interface WaitingPromotion extends PromotionAddress, PromotionStatus {
  /** ISO 8601. */
  readonly since: string;
}

/** Decisions on challengers that wait for a person, and models brought to another environment. */
export interface Promotions {
  /** A person's word on a waiting challenger. Throws `DecisionRefusedError`. */
  decide(promotion: PromotionAddress, word: 'approve' | 'reject', decision: Decision): Promise<PromotionOutcome>;
  /**
   * Brings a version to another environment, whose policy and gate decide; or follows the adoption that is under way. It continues
   * where its caller goes away. Throws `DecisionRefusedError`.
   *
   * @param onStarted gets the id of its workflow
   */
  adopt(input: AdoptionInput, onStarted: (workflowId: string) => void): Promise<AdoptionOutcome>;
}

/** What a person decided is refused, and nothing has changed. */
export class DecisionRefusedError extends Error {
  override readonly name = 'DecisionRefusedError';
  /** Why, where the refusal says so. */
  readonly facts: RefusedFacts | undefined;

  constructor(
    message: string,
    { facts, ...options }: ErrorOptions & { readonly facts?: RefusedFacts | undefined } = {},
  ) {
    super(message, options);
    this.facts = facts;
  }
}
