import type { Challenger } from '../contracts/cycle.ts';
import { isFloored, shownMape } from '../contracts/shown-mape.ts';
import type { ErrorMetrics } from '../contracts/metrics.ts';

/** `MAPE 36.2%, baseline 125.0%, seasonal 48.1%`; `17.0% (1273.3% without its floor)` where rows near zero decide it. */
export function figuresText({ backtest: { metrics } }: Pick<Challenger, 'backtest'>): string {
  const { ensemble, baseline, seasonal } = metrics;
  const season = seasonal ? `, seasonal ${percent(shownMape(seasonal))}` : '';
  return `MAPE ${percent(shownMape(ensemble))}${withoutFloor(ensemble)}, baseline ${percent(shownMape(baseline))}${season}`;
}

function withoutFloor(errors: ErrorMetrics | undefined): string {
  return errors && isFloored(errors) ? ` (${percent(errors.mape)} without its floor)` : '';
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
