import type { Adoption } from '../contracts/adoption.ts';
import type { Challenger } from '../contracts/cycle.ts';
import { makeChampion } from './make-champion.ts';
import type { CyclePorts } from './ports.ts';

/** Makes a challenger that passed its gate the champion, with the figures the gate saw in the audit trail, and who brought it if it came. */
export async function promoteChallenger(
  { registry }: CyclePorts,
  {
    environment,
    cycleId,
    challenger,
    adoption,
  }: { environment: string; cycleId: string; challenger: Challenger; adoption?: Adoption },
): Promise<void> {
  const { segment, version, gate, backtest } = challenger;
  await makeChampion(registry, {
    environment,
    segment,
    version,
    actor: cycleId,
    facts: { policy: 'automatic', ...(adoption ? broughtBy(adoption) : {}), gate, metrics: backtest.metrics },
  });
}

function broughtBy({ from, by, reason }: Adoption): object {
  return { from, broughtBy: by, reason: `passed its gate; ${by} brought it from ${from}: ${reason}` };
}
