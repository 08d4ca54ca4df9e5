import type { BacktestSummary, Challenger } from '../../contracts/cycle.ts';
import type { ErrorMetrics } from '../../contracts/metrics.ts';
import { flooredNoteOf, mapeText } from '../../contracts/shown-mape.ts';
import { percent } from '../../cycle/challenger-figures.ts';
import { cell } from '../markdown.ts';

/** Markdown: the challenger's errors, those of the champion in its own backtest and of the baseline, and the gate's checks. */
export function figuresTable({ backtest, gate }: Challenger, champion: BacktestSummary | undefined): string {
  const { ensemble, seasonal, baseline } = backtest.metrics;
  const all = [ensemble, champion?.metrics.ensemble, seasonal, baseline];
  const row = (name: string, errors: ErrorMetrics | undefined): string =>
    `| ${name} | ${mapeText(errors, percent, all)} | ${percent(errors?.wape)} | ${percent(errors?.bias)} |`;
  const note = flooredNoteOf(all);
  return [
    '| | MAPE | WAPE | bias |',
    '| --- | --- | --- | --- |',
    row('challenger', ensemble),
    ...(champion ? [row('champion, in its own backtest', champion.metrics.ensemble)] : []),
    row('seasonal', seasonal),
    row('baseline', baseline),
    ...(note === undefined ? [] : ['', `\\${cell(note)}`]),
    '',
    '| check | | |',
    '| --- | --- | --- |',
    ...gate.map(({ check, passed, detail }) => `| ${check} | ${passed ? 'passed' : '**failed**'} | ${cell(detail)} |`),
  ].join('\n');
}
