import type { GateCheck } from '../contracts/cycle.ts';
import type { ErrorMetrics } from '../contracts/metrics.ts';
import type { PromotionGate } from '../contracts/project.ts';
import type { Week } from '../contracts/week.ts';

/** The champion's MAPE by the cutoff of the backtest window, for the windows it can be judged by. */
export interface ChampionWindows {
  readonly version: string;
  readonly mapes: Readonly<Record<Week, number>>;
}

/** A challenger's backtest, as far as the gate looks at it. */
export interface ChallengerFigures {
  readonly ensemble: ErrorMetrics | undefined;
  readonly baseline: ErrorMetrics | undefined;
  /** MAPE of the ensemble by the cutoff of the window. */
  readonly mapes: Readonly<Record<Week, number | null>>;
}

/**
 * What a challenger has to reach to become champion: a MAPE within the target, lower than the baseline's, and on the
 * same windows not worse than the champion's by more than the tolerance.
 */
export function gateChecks(
  { ensemble, baseline, mapes }: ChallengerFigures,
  champion: ChampionWindows | undefined,
  gate: PromotionGate,
): GateCheck[] {
  const mape = ensemble?.mape ?? null;
  const checks = [targetCheck(mape, gate.maxMape)];
  if (gate.mustBeatBaseline) checks.push(baselineCheck(mape, baseline?.mape ?? null));
  if (champion) checks.push(championCheck(mapes, champion, gate.championTolerance));
  return checks;
}

function targetCheck(mape: number | null, maxMape: number): GateCheck {
  return {
    check: 'mape within target',
    // Without a row whose actual is not zero MAPE is undefined, and nothing speaks for the challenger.
    passed: mape !== null && mape <= maxMape,
    detail: `MAPE ${percent(mape)}, target ${percent(maxMape)}`,
  };
}

function baselineCheck(mape: number | null, baseline: number | null): GateCheck {
  return {
    check: 'beats the baseline',
    passed: mape !== null && baseline !== null && mape < baseline,
    detail: `MAPE ${percent(mape)}, baseline ${percent(baseline)}`,
  };
}

function championCheck(mapes: ChallengerFigures['mapes'], champion: ChampionWindows, tolerance: number): GateCheck {
  const shared = Object.entries(champion.mapes).flatMap(([cutoff, theirs]) => {
    const ours = mapes[cutoff];
    return ours === null || ours === undefined ? [] : [{ ours, theirs }];
  });
  const check = 'not worse than the champion';
  if (shared.length === 0) {
    return { check, passed: true, detail: `champion ${champion.version} was trained on weeks of every window` };
  }
  const ours = mean(shared.map((window) => window.ours));
  const theirs = mean(shared.map((window) => window.theirs));
  return {
    check,
    passed: ours <= theirs * (1 + tolerance),
    detail: `mean MAPE ${percent(ours)} over ${shared.length} windows, champion ${champion.version} ${percent(theirs)}, tolerance ${percent(tolerance)}`,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number | null): string {
  return share === null ? 'undefined' : `${(100 * share).toFixed(1)}%`;
}
