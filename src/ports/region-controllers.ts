import type { RequestDecision } from '../contracts/messages.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { Trigger } from '../contracts/trigger.ts';

/** The regions' controllers, as activities and people reach them. A controller that does not live yet is started. */
export interface RegionControllers {
  /** Hands over a trigger and waits for the decision. Throws `RequestRefusedError` with the controller's reason. */
  requestCycle(address: RegionAddress, trigger: Trigger): Promise<RequestDecision>;
  /** Notifies that files have changed; delivery is certain, and there is no answer. */
  dataChanged(address: RegionAddress, trigger: Trigger): Promise<void>;
}

/** The controller refused a request, and is as it was before. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError';
  readonly region: string;
  /** Stable type of the refusal, e.g. `InvalidTrigger`. */
  readonly type: string;

  constructor(facts: { region: string; type: string; reason: string }, options?: ErrorOptions) {
    super(`${facts.region}: ${facts.reason}`, options);
    this.region = facts.region;
    this.type = facts.type;
  }
}
