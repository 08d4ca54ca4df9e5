import type { Segment } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';

/**
 * A step of the decision on a challenger: it was brought from another environment, it began to wait, somebody was reminded, and then
 * one of the ends. `cancel` is a wait that was ended as a workflow.
 */
export type DecisionKind = 'adopt' | 'wait' | 'remind' | 'approve' | 'reject' | 'expire' | 'supersede' | 'cancel';

/** One step of one promotion. */
export interface PromotionDecision {
  /** Given by the sender; a decision whose id is known is not written again. */
  readonly id: string;
  /** Workflow id of the promotion, and of its run: a version may come up again. */
  readonly promotion: string;
  readonly run: string;
  readonly environment: string;
  readonly segment: Segment;
  readonly version: string;
  readonly cutoff: Week;
  readonly kind: DecisionKind;
  /** Whether the challenger had passed its gate. */
  readonly gatePassed: boolean;
  /** A person, or the id of a workflow. */
  readonly actor: string;
  readonly reason: string;
  /** The figures the decision was made by. */
  readonly facts: object;
}

export interface DecisionRecord extends PromotionDecision {
  /** ISO 8601. */
  readonly at: string;
}

/** Promotions a person means: those of a segment, `region/format/velocity`, or of versions that begin so. */
export type WantedPromotions = { readonly segment: string } | { readonly prefix: string };

/** How a promotion ended. */
export interface EndedPromotion {
  readonly version: string;
  readonly decision: 'promoted' | 'rejected' | 'expired' | 'superseded' | 'cancelled';
  /** Who decided: a person, or the id of a workflow. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
}

/** A time as champion of a segment: how it began, and who brought it about. */
export interface ChampionTerm {
  readonly version: string;
  readonly by: 'promote' | 'rollback';
  /** ISO 8601. */
  readonly since: string;
  readonly actor: string;
  readonly reason: string | null;
  /** The champion before; `null` where there was none. */
  readonly previous: string | null;
}

/** A rollback somebody asks for. */
export interface Rollback {
  /** Given by the sender; asked for again, it answers as it did. */
  readonly id: string;
  readonly environment: string;
  readonly segment: Segment;
  /** An earlier champion. Left out: the one before. */
  readonly to?: string;
  readonly actor: string;
  readonly reason: string;
}

/** Why a rollback is refused. */
export type RollbackRefusal =
  'unknown-version' | 'never-champion' | 'already-champion' | 'no-earlier-champion' | 'retired';

/** A rollback cannot be done; the champion is as it was. */
export class RollbackRefusedError extends Error {
  override readonly name = 'RollbackRefusedError';
  readonly refusal: RollbackRefusal;
  readonly environment: string;
  readonly segment: Segment;
  readonly champion: string | undefined;
  readonly version: string | undefined;

  constructor(
    refusal: RollbackRefusal,
    message: string,
    facts: Pick<Rollback, 'environment' | 'segment'> & { champion: string | undefined; version: string | undefined },
  ) {
    super(message);
    this.refusal = refusal;
    this.environment = facts.environment;
    this.segment = facts.segment;
    this.champion = facts.champion;
    this.version = facts.version;
  }
}
