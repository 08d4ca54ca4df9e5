import type { CancelRequest, ControllerStatus, PauseRequest, RequestDecision } from '../contracts/messages.ts';
import type { ResumeRequest, RollbackRequest, RollbackResult } from '../contracts/messages.ts';
import type { RefusedFacts } from '../contracts/refused-facts.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { LedgerEntry, Trigger } from '../contracts/trigger.ts';

/** The regions' controllers with all their messages, as activities and people reach them. */
export interface RegionControllers {
  /** Hands over a trigger and waits for the decision; starts a controller that does not live yet. Throws `RequestRefusedError`. */
  requestCycle(address: RegionAddress, trigger: Trigger): Promise<RequestDecision>;
  /** Reports that files have changed, as `requestCycle` does: the controller waits for more files before it starts a cycle. */
  dataChanged(address: RegionAddress, trigger: Trigger): Promise<RequestDecision>;
  /** `undefined` where the region has no controller yet. */
  status(address: RegionAddress): Promise<ControllerStatus | undefined>;
  /** The triggers that wait or run, and the latest ended ones; `undefined` where the region has no controller yet. */
  ledger(address: RegionAddress): Promise<readonly LedgerEntry[] | undefined>;
  /** Holds back new cycles; what runs continues. Throws `RequestRefusedError` with the controller's reason, as all that follow do. */
  pause(address: RegionAddress, request: PauseRequest): Promise<ControllerStatus>;
  /** Runs what has been waiting. */
  resume(address: RegionAddress, request: ResumeRequest): Promise<ControllerStatus>;
  /** Ends the cycle that runs. */
  cancelCycle(address: RegionAddress, request: CancelRequest): Promise<{ readonly cycleId: string }>;
  /** Makes an earlier champion of a segment the champion again, and asks for a cycle that scores with it. */
  rollback(address: RegionAddress, request: RollbackRequest): Promise<RollbackResult>;
}

/** The controller refused a request, and is as it was before. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError';
  readonly region: string;
  /** Stable type of the refusal, e.g. `InvalidTrigger`. */
  readonly type: string;
  readonly reason: string;
  /** Why, where the refusal says more than its type. */
  readonly facts: RefusedFacts | undefined;

  constructor(
    facts: { region: string; type: string; reason: string; facts?: RefusedFacts | undefined },
    options?: ErrorOptions,
  ) {
    super(`${facts.region}: ${facts.reason}`, options);
    this.region = facts.region;
    this.type = facts.type;
    this.reason = facts.reason;
    this.facts = facts.facts;
  }
}
