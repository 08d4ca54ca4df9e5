import type { GateCheck } from '../../contracts/cycle.ts';
import { withOption } from './figures.ts';

/** The challenger's forecasts of the cutoff, as if it were champion already. */
export interface ScoringEvidence {
  /** Why it cannot score at all; the figures are then those of no forecasts. */
  readonly failure?: string;
  /** Series × steps to forecast, and those it forecast. */
  readonly expected: number;
  readonly forecast: number;
  /** Rows whose forecast or mean is no finite number, or below zero. */
  readonly unusable: number;
  /** Of the series with known weeks among the last ones, the mean that is forecast, and that was sold a week; `null` where there is none. */
  readonly meanForecast: number | null;
  readonly meanRecent: number | null;
  readonly recentWeeks: number;
}

/** How what is forecast compares with what the last weeks sold. */
interface FoundLevel {
  readonly believable: boolean;
  readonly text: string;
}

/** The level of forecasts; `undefined` where the last weeks have no sales to compare with. */
export function levelOf(
  { meanForecast, meanRecent, recentWeeks }: ScoringEvidence,
  maxLevelFactor: number,
): FoundLevel | undefined {
  if (meanForecast === null || !meanRecent) return undefined;
  const factor = meanForecast / meanRecent;
  return {
    believable: factor <= maxLevelFactor && factor >= 1 / maxLevelFactor,
    text: `forecasts (column "mean") are ${factor.toFixed(2)} × the mean week of the last ${recentWeeks}`,
  };
}

/** It scores every series and step of the cutoff with usable numbers, at a level that the last weeks make believable. */
export function scoringCheck(evidence: ScoringEvidence, maxLevelFactor: number): GateCheck {
  const { failure, expected, forecast, unusable, recentWeeks } = evidence;
  const check = 'scores the cutoff';
  if (failure !== undefined) return { check, passed: false, detail: `it cannot score: ${failure}` };
  const level = levelOf(evidence, maxLevelFactor);
  const believable = level?.believable ?? true;
  const compared = level
    ? `${level.text}; limit ${maxLevelFactor} either way`
    : `no sales in the last ${recentWeeks} weeks to compare with`;
  return withOption(believable ? '' : 'gate.maxLevelFactor', {
    check,
    passed: forecast === expected && expected > 0 && unusable === 0 && believable,
    detail: `${forecast} of ${expected} forecasts${unusable === 0 ? '' : `, ${unusable} of them not finite or below zero`}; ${compared}`,
  });
}
