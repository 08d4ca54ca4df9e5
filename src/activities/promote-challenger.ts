import type { Challenger } from '../contracts/cycle.ts';
import { makeChampion } from './make-champion.ts';
import type { CyclePorts } from './ports.ts';

/** Makes a challenger that passed its gate the champion, with the figures the gate saw in the audit trail. */
export async function promoteChallenger(
  { registry }: CyclePorts,
  { environment, cycleId, challenger }: { environment: string; cycleId: string; challenger: Challenger },
): Promise<void> {
  const { segment, version, gate, backtest } = challenger;
  await makeChampion(registry, {
    environment,
    segment,
    version,
    actor: cycleId,
    facts: { policy: 'automatic', gate, metrics: backtest.metrics },
  });
}
