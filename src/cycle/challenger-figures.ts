import type { Challenger } from '../contracts/cycle.ts';
import { commonMape } from '../contracts/shown-mape.ts';
import type { ErrorMetrics } from '../contracts/metrics.ts';

/** `MAPE 36.2%, baseline 125.0%, seasonal 48.1%`; `MAPE with a floor 17.0%, …` where rows near zero decide any of them. */
export function figuresText({ backtest: { metrics } }: Pick<Challenger, 'backtest'>): string {
  const { ensemble, baseline, seasonal } = metrics;
  const { floored, of } = commonMape([ensemble, baseline, seasonal]);
  const mape = (errors: ErrorMetrics | undefined) => percent(errors && of(errors));
  const season = seasonal ? `, seasonal ${mape(seasonal)}` : '';
  return `MAPE${floored ? ' with a floor' : ''} ${mape(ensemble)}, baseline ${mape(baseline)}${season}`;
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
