import type {
  DataActivities,
  OrchestrationActivities,
  ScoringActivities,
  TrainingActivities,
} from '../activities/index.ts';
import type {
  Challenger,
  CycleStage,
  SegmentAssessment,
  SegmentOutcome,
  SegmentTrainingInput,
} from '../contracts/cycle.ts';
import type { PromotionInput } from '../contracts/promotion.ts';
import type { MemberName } from '../contracts/segment.ts';

/** What happened to a challenger. */
export type Verdict = Pick<SegmentOutcome, 'outcome' | 'reason'> &
  Partial<Pick<SegmentOutcome, 'champion' | 'scoredBy'>>;

/** The steps of a cycle, by whatever runs them: activities of Temporal, or calls in a process. */
export interface CycleSteps
  extends
    Pick<
      OrchestrationActivities,
      | 'openCycle'
      | 'closeCycle'
      | 'recordDataset'
      | 'assessSegments'
      | 'commitCycle'
      | 'publishForecasts'
      | 'recordEvaluation'
    >,
    Pick<DataActivities, 'ingestSource' | 'snapshotDataset'>,
    ScoringActivities {
  trainSegment(input: SegmentTrainingInput): Promise<Challenger>;
  /** Decides on a challenger, or begins to wait for who does. What is decided takes effect when the cycle commits. */
  promote(input: PromotionInput, assessment: SegmentAssessment): Promise<Verdict>;
}

/** The steps of a segment's training. */
export type SegmentSteps = TrainingActivities & Pick<OrchestrationActivities, 'recordModel'>;

/** What a runner knows about the errors of its steps, and about its own end. */
interface Failures {
  /** Whether the whole is being cancelled; a step that was cancelled alone has failed. */
  isCancelled(): boolean;
  /** The sentence a person needs of a failed step. */
  failureReason(error: unknown): string;
  warn(message: string, facts: Record<string, unknown>): void;
}

/** Runs a cycle: is notified of its progress. */
export interface CycleRunner extends Failures {
  /** Ends the cycle where it has been cancelled. */
  endIfCancelled(): void | Promise<void>;
  /** Does what a cancellation may not cut short. */
  toItsEnd<Result>(work: () => Promise<Result>): Promise<Result>;
  enter(stage: CycleStage): void;
  source(name: string, state: string): void;
  segment(name: string, stage: string, detail?: string): void;
  /** Quality checks that failed without blocking. */
  data(warnings: readonly string[]): void;
}

/** Runs a segment's training: is notified of what its members do. */
export interface SegmentRunner extends Failures {
  member(member: MemberName, state: string): void;
}
