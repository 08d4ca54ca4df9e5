import type { GateCheck } from '../../contracts/cycle.ts';

/** A version that somebody took out of use does not come back because it was trained again. */
export function retiredCheck(
  version: string,
  { by, at, reason }: { readonly by: string; readonly at: string; readonly reason: string },
): GateCheck {
  return { check: 'not retired', passed: false, detail: `${by} retired ${version} on ${at.slice(0, 10)}: ${reason}` };
}
