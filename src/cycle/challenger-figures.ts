import type { Challenger } from '../contracts/cycle.ts';

/** `MAPE 36.2%, baseline 125.0%` */
export function figuresText({ backtest: { metrics } }: Pick<Challenger, 'backtest'>): string {
  return `MAPE ${percent(metrics.ensemble?.mape)}, baseline ${percent(metrics.baseline?.mape)}`;
}

/** The checks a challenger failed, with their details. */
export function failedChecks({ gate }: Pick<Challenger, 'gate'>): string {
  return gate.flatMap(({ check, passed, detail }) => (passed ? [] : [`${check}: ${detail}`])).join('; ');
}

/** `36.2%` of a share; `undefined` where there is none. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? 'undefined' : `${(100 * share).toFixed(1)}%`;
}
