import { lossOf } from '../contracts/aim.ts';
import type { GateCheck } from '../contracts/cycle.ts';
import type { ErrorMetrics } from '../contracts/metrics.ts';
import type { Aim, PromotionGate } from '../contracts/project.ts';
import type { Week } from '../contracts/week.ts';

/** The champion's error by the cutoff of the backtest window, in the project's aim, for the windows it can be judged by. */
export interface ChampionWindows {
  readonly version: string;
  readonly losses: Readonly<Record<Week, number>>;
}

/** A challenger's backtest, as far as the gate looks at it. */
export interface ChallengerFigures {
  readonly ensemble: ErrorMetrics | undefined;
  readonly baseline: ErrorMetrics | undefined;
  /** The ensemble's by the cutoff of the window. */
  readonly byCutoff: Readonly<Record<Week, ErrorMetrics | undefined>>;
}

/**
 * What a challenger has to reach to become champion: a MAPE within the target, an error lower than the baseline's, and on the
 * same windows not worse than the champion's by more than the tolerance. Errors are compared in the project's aim.
 */
export function gateChecks(
  { ensemble, baseline, byCutoff }: ChallengerFigures,
  champion: ChampionWindows | undefined,
  gate: PromotionGate,
  aim: Aim,
): GateCheck[] {
  const checks = [targetCheck(ensemble, gate.maxMape)];
  if (gate.mustBeatBaseline) checks.push(baselineCheck(ensemble, baseline, aim));
  if (champion) checks.push(championCheck(byCutoff, champion, gate.championTolerance, aim));
  return checks;
}

function targetCheck(ensemble: ErrorMetrics | undefined, maxMape: number): GateCheck {
  const mape = ensemble?.mape ?? null;
  return {
    check: 'mape within target',
    // Without a row whose actual is not zero MAPE is undefined, and nothing speaks for the challenger.
    passed: mape !== null && mape <= maxMape,
    detail: `MAPE ${percent(mape)}, target ${percent(maxMape)}; bias ${percent(ensemble?.bias ?? null)}`,
  };
}

function baselineCheck(ensemble: ErrorMetrics | undefined, baseline: ErrorMetrics | undefined, aim: Aim): GateCheck {
  const ours = ensemble ? lossOf(ensemble, aim) : null;
  const theirs = baseline ? lossOf(baseline, aim) : null;
  return {
    check: 'beats the baseline',
    passed: ours !== null && theirs !== null && ours < theirs,
    detail: `${nameOf[aim]} ${percent(ours)}, baseline ${percent(theirs)}`,
  };
}

function championCheck(
  byCutoff: ChallengerFigures['byCutoff'],
  champion: ChampionWindows,
  tolerance: number,
  aim: Aim,
): GateCheck {
  const shared = Object.entries(champion.losses).flatMap(([cutoff, theirs]) => {
    const figures = byCutoff[cutoff];
    const ours = figures ? lossOf(figures, aim) : null;
    return ours === null ? [] : [{ ours, theirs }];
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
    detail: `mean ${nameOf[aim]} ${percent(ours)} over ${shared.length} windows, champion ${champion.version} ${percent(theirs)}, tolerance ${percent(tolerance)}`,
  };
}

/** What `lossOf` gives, in words. */
const nameOf: Readonly<Record<Aim, string>> = {
  balanced: '(MAPE + WAPE) / 2',
  mape: 'MAPE',
  wape: 'WAPE',
  unbiased: '(MAPE + WAPE) / 2',
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number | null): string {
  return share === null ? 'undefined' : `${(100 * share).toFixed(1)}%`;
}
