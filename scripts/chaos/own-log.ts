import { appendFileSync } from 'node:fs';
import type { Trigger } from '../../src/contracts/trigger.ts';

/** A trigger as its sender knows it. */
export interface SentTrigger {
  readonly region: string;
  readonly trigger: Trigger;
  /** Whether it has been acknowledged at least once. */
  accepted: boolean;
}

/**
 * What the sender writes down: a line for each sending and each acknowledgement. What was lost or doubled is counted from here, and not
 * from what the engine says it was given.
 */
export class OwnLog {
  readonly #file: string;
  readonly #sent = new Map<string, SentTrigger>();

  constructor(file: string) {
    this.#file = file;
  }

  sending(region: string, trigger: Trigger): void {
    const key = keyOf(region, trigger.id);
    if (!this.#sent.has(key)) this.#sent.set(key, { region, trigger, accepted: false });
    this.#write({ kind: 'sending', region, id: trigger.id });
  }

  acknowledged(region: string, { id }: Trigger): void {
    const sent = this.#sent.get(keyOf(region, id));
    if (sent) sent.accepted = true;
    this.#write({ kind: 'acknowledged', region, id });
  }

  /** Every trigger that was sent, once, in the order of the first sending. */
  all(): readonly SentTrigger[] {
    return [...this.#sent.values()];
  }

  accepted(region?: string): readonly SentTrigger[] {
    return this.all().filter((one) => one.accepted && (region === undefined || one.region === region));
  }

  #write(line: object): void {
    appendFileSync(this.#file, `${JSON.stringify({ at: Date.now(), ...line })}\n`);
  }
}

function keyOf(region: string, id: string): string {
  return `${region} ${id}`;
}
