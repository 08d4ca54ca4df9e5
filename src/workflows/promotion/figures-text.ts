import type { BacktestSummary, Challenger } from '../../contracts/cycle.ts';
import type { ErrorMetrics } from '../../contracts/metrics.ts';
import { cell } from '../markdown.ts';

/** `MAPE 36.2%, baseline 125.0%` */
export function figuresText({ backtest: { metrics } }: Pick<Challenger, 'backtest'>): string {
  return `MAPE ${percent(metrics.ensemble?.mape)}, baseline ${percent(metrics.baseline?.mape)}`;
}

/** The checks a challenger failed, with their details. */
export function failedChecks({ gate }: Pick<Challenger, 'gate'>): string {
  return gate.flatMap(({ check, passed, detail }) => (passed ? [] : [`${check}: ${detail}`])).join('; ');
}

/** Markdown: the challenger's errors, by its side the champion's in its own backtest and the baseline's, and the gate's checks. */
export function figuresTable({ backtest, gate }: Challenger, champion: BacktestSummary | undefined): string {
  const row = (name: string, errors: ErrorMetrics | undefined): string =>
    `| ${name} | ${percent(errors?.mape)} | ${percent(errors?.wape)} | ${percent(errors?.bias)} |`;
  return [
    '| | MAPE | WAPE | bias |',
    '| --- | --- | --- | --- |',
    row('challenger', backtest.metrics.ensemble),
    ...(champion ? [row('champion, in its own backtest', champion.metrics.ensemble)] : []),
    row('baseline', backtest.metrics.baseline),
    '',
    '| check | | |',
    '| --- | --- | --- |',
    ...gate.map(({ check, passed, detail }) => `| ${check} | ${passed ? 'passed' : '**failed**'} | ${cell(detail)} |`),
  ].join('\n');
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? 'undefined' : `${(100 * share).toFixed(1)}%`;
}
