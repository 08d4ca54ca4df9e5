import type { Challenger } from '../contracts/cycle.ts';
import type { PriorDecision } from '../contracts/promotion.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * How a person's decision on the very same version ended before; `null` where none settles the matter. A gate that says
 * something else by now makes it another question.
 */
export async function priorDecision(
  { registry }: ActivityPorts,
  { environment, challenger }: { environment: string; challenger: Challenger },
): Promise<PriorDecision | null> {
  const { version, segment, gatePassed } = challenger;
  if ((await registry.champion(environment, segment))?.version === version) {
    const term = (await registry.championHistory(environment, segment)).findLast((one) => one.version === version);
    return { outcome: 'champion', by: term?.actor ?? '', at: term?.since ?? '', reason: term?.reason ?? '' };
  }
  const decisions = await registry.decisionsOn(environment, version);
  // What a gate alone rejected, under an automatic policy, no person has seen.
  const waited = new Set(decisions.flatMap(({ kind, run }) => (kind === 'wait' ? [run] : [])));
  const last = decisions.findLast(({ kind, run }) => waited.has(run) && kind !== 'wait' && kind !== 'remind');
  if (!last || last.gatePassed !== gatePassed) return null;
  const { kind, actor: by, at, reason } = last;
  if (kind === 'reject') return { outcome: 'rejected', by, at, reason };
  return kind === 'expire' ? { outcome: 'expired', by, at, reason } : null;
}
