import { lossOf } from '../../contracts/aim.ts';
import type { BacktestSummary, GateCheck } from '../../contracts/cycle.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import type { ChampionComparison } from '../../registry/gate/champion-check.ts';
import { lossName } from '../../registry/gate/figures.ts';
import type { StandInEvidence } from '../../registry/gate/stand-in.ts';

/** Checks that a challenger has to pass to serve at all; the others say how good it is, and that is compared. */
const needed: readonly string[] = ['training complete', 'scores the cutoff', 'not rolled back', 'not retired'];

/** What is known of those that could serve where a challenger is not promoted. */
export function standInEvidence(
  { metrics }: BacktestSummary,
  gate: readonly GateCheck[],
  champion: ChampionComparison | undefined,
  { aim, gate: { championTolerance } }: Pick<ResolvedProject, 'aim' | 'gate'>,
): StandInEvidence {
  const { ensemble, seasonal, baseline } = metrics;
  const loss = (errors: typeof ensemble) => (errors ? lossOf(errors, aim, seasonal) : null);
  return {
    losses: { challenger: loss(ensemble), seasonal: loss(seasonal), baseline: loss(baseline) },
    rows: ensemble?.rows ?? 0,
    lossName: lossName(aim, seasonal !== undefined),
    usable: gate.every(({ check, passed }) => passed || !needed.includes(check)),
    ...(champion ? { champion } : {}),
    tolerance: championTolerance,
  };
}
