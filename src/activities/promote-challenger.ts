import type { Adoption } from '../contracts/adoption.ts';
import type { Challenger } from '../contracts/cycle.ts';
import { adoptionFacts } from './adoption-facts.ts';
import { makeChampion } from './make-champion.ts';
import type { CyclePorts } from './ports.ts';

/** Makes a challenger that was brought and passed its gate the champion, with the figures the gate saw and who brought it in the audit trail. */
export async function promoteChallenger(
  { registry }: CyclePorts,
  {
    environment,
    cycleId,
    challenger,
    adoption,
  }: { environment: string; cycleId: string; challenger: Challenger; adoption: Adoption },
): Promise<void> {
  const { segment, version, gate, backtest } = challenger;
  await makeChampion(registry, {
    environment,
    segment,
    version,
    actor: cycleId,
    facts: {
      ...{ policy: 'automatic', ...adoptionFacts(adoption) },
      reason: `passed its gate; ${adoption.by} brought it from ${adoption.from}: ${adoption.reason}`,
      ...{ gate, metrics: backtest.metrics },
    },
  });
}
