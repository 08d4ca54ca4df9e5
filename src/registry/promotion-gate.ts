import { lossOf, robustMape } from '../contracts/aim.ts';
import type { GateCheck } from '../contracts/cycle.ts';
import type { ErrorMetrics, PublishedErrors } from '../contracts/metrics.ts';
import type { Aim, PromotionGate } from '../contracts/project.ts';
import { championCheck, type ChampionComparison } from './gate/champion-check.ts';
import { dataCheck, type DataEvidence } from './gate/data-check.ts';
import { lossName, percent, withOption } from './gate/figures.ts';
import { retiredCheck, type Retired } from './gate/retired-check.ts';
import { rollbackCheck, type RolledBack } from './gate/rollback-check.ts';
import { scoringCheck, type ScoringEvidence } from './gate/scoring-check.ts';
import { trainingCheck, type TrainingEvidence } from './gate/training-check.ts';

/** What a challenger is judged by. */
export interface GateEvidence {
  readonly version: string;
  /** Backtest errors of the ensemble, of the mean and of the seasonal member, on the same rows. */
  readonly ensemble: ErrorMetrics | undefined;
  readonly baseline: ErrorMetrics | undefined;
  /** Left out by models of earlier code. */
  readonly seasonal?: ErrorMetrics | undefined;
  /** Left out where no window has quantiles. */
  readonly published?: PublishedErrors | undefined;
  /** Left out where the segment has no champion. */
  readonly champion?: ChampionComparison;
  readonly data: DataEvidence;
  readonly training: TrainingEvidence;
  readonly scoring: ScoringEvidence;
  /** Set where this very version was rolled back from. */
  readonly rolledBack?: RolledBack;
  /** Set where somebody took this very version out of use. */
  readonly retired?: Retired;
}

/** A bias of the forecast that the gate names: sums made from it are off by as much. */
const largeBias = 0.1;

/**
 * What a challenger has to reach to become champion: a MAPE within the target, an error lower than the mean's and not above the seasonal
 * member's, and on the same windows not worse than the champion's by more than the tolerance; sound data, a complete training, and
 * forecasts of the cutoff one can believe. Errors are compared in the project's aim.
 */
export function gateChecks(evidence: GateEvidence, gate: PromotionGate, aim: Aim): GateCheck[] {
  const { ensemble, champion, version, rolledBack, retired } = evidence;
  const comparedBy = lossName(aim, evidence.seasonal !== undefined);
  return [
    targetCheck(ensemble, evidence.published, gate.maxMape),
    ...(gate.mustBeatBaseline ? [baselineCheck(evidence, aim)] : []),
    ...(champion ? [championCheck(champion, gate.championTolerance, comparedBy)] : []),
    dataCheck(evidence.data, gate),
    trainingCheck(evidence.training, champion?.version),
    scoringCheck(evidence.scoring, gate.maxLevelFactor),
    ...(rolledBack ? [rollbackCheck(version, rolledBack)] : []),
    ...(retired ? [retiredCheck(version, retired)] : []),
  ];
}

function targetCheck(
  ensemble: ErrorMetrics | undefined,
  published: PublishedErrors | undefined,
  maxMape: number,
): GateCheck {
  const mape = ensemble ? robustMape(ensemble) : null;
  return withOption('gate.maxMape', {
    check: 'mape within target',
    // Without a row whose actual is not zero MAPE is undefined, and there is no evidence for the challenger.
    passed: mape !== null && mape <= maxMape,
    detail: `MAPE ${percent(mape)}${floorText(ensemble)}, target ${percent(maxMape)}; ${biasText(ensemble, published)}`,
  });
}

/** ` (855.2% without its floor of 2.30 units)`; empty where the floor changes nothing that shows. */
function floorText(ensemble: ErrorMetrics | undefined): string {
  if (ensemble?.mapeFloor === undefined || percent(ensemble.mape) === percent(robustMape(ensemble))) return '';
  return ` (${percent(ensemble.mape)} without its floor of ${ensemble.mapeFloor.toFixed(2)} units)`;
}

/** `bias -21.0%: large, take sums from "mean" (bias -0.8%)` */
function biasText(ensemble: ErrorMetrics | undefined, published: PublishedErrors | undefined): string {
  const bias = ensemble?.bias ?? null;
  const text = `bias ${percent(bias)}`;
  if (bias === null || Math.abs(bias) <= largeBias) return text;
  const mean = published ? ` (bias ${percent(published.mean.bias)})` : '';
  return `${text}: large, take sums from "mean"${mean}`;
}

function baselineCheck({ ensemble, baseline, seasonal }: GateEvidence, aim: Aim): GateCheck {
  const loss = (errors: ErrorMetrics | undefined) => (errors ? lossOf(errors, aim, seasonal) : null);
  const [ours, mean, season] = [loss(ensemble), loss(baseline), loss(seasonal)];
  const beatsSeason = season === null || (ours !== null && ours <= season);
  const seasonText = seasonal ? `, seasonal ${percent(season)}` : '';
  return withOption('gate.mustBeatBaseline', {
    check: 'beats the baseline',
    passed: ours !== null && mean !== null && ours < mean && beatsSeason,
    detail: `${lossName(aim, seasonal !== undefined)} ${percent(ours)}, baseline ${percent(mean)}${seasonText}`,
  });
}
