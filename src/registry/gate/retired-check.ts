import type { GateCheck } from '../../contracts/cycle.ts';

/** Who took a version out of use, and why. */
export interface Retired {
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
}

/** A version that somebody took out of use does not come back because it was trained again. */
export function retiredCheck(version: string, { by, at, reason }: Retired): GateCheck {
  return { check: 'not retired', passed: false, detail: `${by} retired ${version} on ${at.slice(0, 10)}: ${reason}` };
}
