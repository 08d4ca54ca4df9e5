import type { GateCheck } from '../../contracts/cycle.ts';

/** Who rolled a version back, to which, and why. */
export interface RolledBack {
  readonly to: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
}

/** A version that was rolled back does not become champion again automatically. */
export function rollbackCheck(version: string, { to, by, at, reason }: RolledBack): GateCheck {
  return {
    check: 'not rolled back',
    passed: false,
    detail: `${by} rolled back from ${version} to ${to} on ${at.slice(0, 10)}: ${reason}`,
  };
}
