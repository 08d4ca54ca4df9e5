import type { GateCheck } from '../../contracts/cycle.ts';

/** Who went back from a version, to which, and why. */
export interface RolledBack {
  readonly to: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
}

/** A version somebody went back from does not become champion again by itself. */
export function rollbackCheck(version: string, { to, by, at, reason }: RolledBack): GateCheck {
  return {
    check: 'not rolled back',
    passed: false,
    detail: `${by} went back from ${version} to ${to} on ${at.slice(0, 10)}: ${reason}`,
  };
}
