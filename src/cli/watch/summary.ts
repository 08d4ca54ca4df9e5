import colors from 'picocolors';
import {
  forecasterNames,
  type BacktestSummary,
  type ForecasterName,
  type SegmentOutcome,
} from '../../contracts/cycle.ts';
import { percent } from '../../reports/figures.ts';
import { textTable } from '../../reports/text-table.ts';
import type { CycleView } from '../../ports/cycle-progress.ts';

/** What a run has to say at its end: the errors by segment, where the forecasts are, where to look further if there is a place. */
export function summaryText(views: readonly CycleView[], temporalUi?: string): string {
  const further = temporalUi === undefined ? [] : [`Temporal UI  ${colors.underline(temporalUi)}`];
  return [...views.map(regionSummary), ...further].join('\n\n');
}

function regionSummary({ region, result, failure }: CycleView): string {
  if (failure !== undefined) return colors.red(`${region}: the cycle failed. ${failure}`);
  if (!result) return `${region}: no result`;
  const lines = [
    `${colors.bold(region)} · cutoff ${result.cutoff} · backtest MAPE (WAPE) by segment`,
    textTable(
      ['segment', 'cause', 'outcome', ...forecasterNames, 'reduction'],
      result.segments.map((segment) => [
        `${segment.segment.format}/${segment.segment.velocity}`,
        segment.causes.join(', ') || '-',
        segment.outcome,
        ...errorCells(segment.backtest),
      ]),
    ),
  ];
  for (const { segment, outcome, reason } of result.segments) {
    if (outcome !== 'promoted') lines.push(`${segment.format}/${segment.velocity} ${outcome}: ${reason}`);
  }
  if (result.degraded) {
    lines.push(colors.yellow('degraded:'), ...result.degradedReasons.map((reason) => `  ${reason}`));
  }
  if (result.evaluation.rows > 0) {
    const { baseline, ensemble } = result.evaluation.metrics;
    lines.push(
      `past forecasts against ${result.evaluation.rows} actuals that have arrived: ensemble ${percent(ensemble?.mape)}, baseline ${percent(baseline?.mape)} MAPE`,
    );
    const late = (result.evaluation.cutoffs ?? []).filter(({ why }) => why !== 'recent');
    if (late.length > 0) {
      const cutoffs = late.length === 1 ? 'cutoff' : 'cutoffs';
      lines.push(
        `of them the forecasts of ${late.length} ${cutoffs} again, since actuals arrived late: from ${late[0]?.cutoff} on`,
      );
    }
  }
  if (result.evaluation.failure !== undefined) {
    lines.push(
      colors.yellow(
        `past forecasts could not be evaluated: ${result.evaluation.failure}; the next cycle evaluates them`,
      ),
    );
  }
  if (result.dataset.warnings) {
    lines.push(colors.yellow('data:'), ...result.dataset.warnings.map((warning) => `  ${warning}`));
  }
  lines.push(
    `dataset     ${result.dataset.rows} rows, ${result.dataset.quarantined} quarantined, version ${result.dataset.version.slice(0, 12)}`,
    ...(result.dataset.quarantineUri === undefined ? [] : [`quarantine  ${result.dataset.quarantineUri}`]),
    `forecasts   ${result.forecasts.rows} rows in ${result.forecasts.uri}`,
  );
  return lines.join('\n');
}

function errorCells(backtest: SegmentOutcome['backtest']): string[] {
  if (!backtest) return forecasterNames.map(() => '').concat('');
  return [...forecasterNames.map((name) => errors(backtest, name)), reductionCell(backtest)];
}

function errors({ metrics }: BacktestSummary, name: ForecasterName): string {
  const of = metrics[name];
  return of ? `${percent(of.mape)} (${percent(of.wape)})` : '-';
}

/** `−33.5%` of MAPE against the baseline; `+` where the ensemble has more. */
function reductionCell({ reduction }: BacktestSummary): string {
  return reduction === null ? '-' : `${reduction < 0 ? '+' : '−'}${percent(Math.abs(reduction))}`;
}
