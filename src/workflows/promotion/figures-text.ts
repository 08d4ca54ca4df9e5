import type { BacktestSummary, Challenger } from '../../contracts/cycle.ts';
import type { ErrorMetrics } from '../../contracts/metrics.ts';
import { percent } from '../../cycle/challenger-figures.ts';
import { cell } from '../markdown.ts';

/** Markdown: the challenger's errors, those of the champion in its own backtest and of the baseline, and the gate's checks. */
export function figuresTable({ backtest, gate }: Challenger, champion: BacktestSummary | undefined): string {
  const row = (name: string, errors: ErrorMetrics | undefined): string =>
    `| ${name} | ${percent(errors?.mape)} | ${percent(errors?.wape)} | ${percent(errors?.bias)} |`;
  return [
    '| | MAPE | WAPE | bias |',
    '| --- | --- | --- | --- |',
    row('challenger', backtest.metrics.ensemble),
    ...(champion ? [row('champion, in its own backtest', champion.metrics.ensemble)] : []),
    row('seasonal', backtest.metrics.seasonal),
    row('baseline', backtest.metrics.baseline),
    '',
    '| check | | |',
    '| --- | --- | --- |',
    ...gate.map(({ check, passed, detail }) => `| ${check} | ${passed ? 'passed' : '**failed**'} | ${cell(detail)} |`),
  ].join('\n');
}
