import type { Challenger } from '../contracts/cycle.ts';

/** `MAPE 36.2%, baseline 125.0%, seasonal 48.1%` */
export function figuresText({ backtest: { metrics } }: Pick<Challenger, 'backtest'>): string {
  const { ensemble, baseline, seasonal } = metrics;
  const season = seasonal ? `, seasonal ${percent(seasonal.mape)}` : '';
  return `MAPE ${percent(ensemble?.mape)}, baseline ${percent(baseline?.mape)}${season}`;
}

/** The checks a challenger failed, with their details, and the option of the project that decides on each. */
export function failedChecks({ gate }: Pick<Challenger, 'gate'>): string {
  const failed = gate.filter(({ passed }) => !passed);
  return failed
    .map(({ check, detail, option }) => `${check}: ${detail}${option === undefined ? '' : ` (option ${option})`}`)
    .join('; ');
}

/** `36.2%` of a share; `undefined` where there is none. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? 'undefined' : `${(100 * share).toFixed(1)}%`;
}
