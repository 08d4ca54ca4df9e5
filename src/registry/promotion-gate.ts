import { lossOf } from '../contracts/aim.ts';
import type { GateCheck } from '../contracts/cycle.ts';
import type { ErrorMetrics } from '../contracts/metrics.ts';
import type { Aim, PromotionGate } from '../contracts/project.ts';
import { championCheck, type ChampionComparison } from './gate/champion-check.ts';
import { dataCheck, type DataEvidence } from './gate/data-check.ts';
import { aimNames, percent } from './gate/figures.ts';
import { rollbackCheck, type RolledBack } from './gate/rollback-check.ts';
import { scoringCheck, type ScoringEvidence } from './gate/scoring-check.ts';
import { trainingCheck, type TrainingEvidence } from './gate/training-check.ts';

/** What a challenger is judged by. */
export interface GateEvidence {
  readonly version: string;
  /** Backtest errors, the ensemble's and the baseline's, on the same rows. */
  readonly ensemble: ErrorMetrics | undefined;
  readonly baseline: ErrorMetrics | undefined;
  /** Left out where the segment has no champion. */
  readonly champion?: ChampionComparison;
  readonly data: DataEvidence;
  readonly training: TrainingEvidence;
  readonly scoring: ScoringEvidence;
  /** Set where this very version was rolled back from. */
  readonly rolledBack?: RolledBack;
}

/**
 * What a challenger has to reach to become champion: a MAPE within the target, an error lower than the baseline's, and on the
 * same windows not worse than the champion's by more than the tolerance; sound data, a complete training, and forecasts of the
 * cutoff one can believe. Errors are compared in the project's aim.
 */
export function gateChecks(evidence: GateEvidence, gate: PromotionGate, aim: Aim): GateCheck[] {
  const { ensemble, baseline, champion, version, rolledBack } = evidence;
  return [
    targetCheck(ensemble, gate.maxMape),
    ...(gate.mustBeatBaseline ? [baselineCheck(ensemble, baseline, aim)] : []),
    ...(champion ? [championCheck(champion, gate.championTolerance, aim)] : []),
    dataCheck(evidence.data, gate),
    trainingCheck(evidence.training, champion?.version),
    scoringCheck(evidence.scoring, gate.maxLevelFactor),
    ...(rolledBack ? [rollbackCheck(version, rolledBack)] : []),
  ];
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
    detail: `${aimNames[aim]} ${percent(ours)}, baseline ${percent(theirs)}`,
  };
}
