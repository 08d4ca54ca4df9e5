import { lossOf } from '../contracts/aim.ts';
import { backtestRows, baselineForecast, measure, type BacktestRows, type Panel } from '../forecasting/index.ts';
import type { ModelRecord } from '../ports/registry.ts';
import type { ChampionWindows } from '../registry/promotion-gate.ts';
import type { JobContext } from './job-context.ts';
import { scoreEnsemble } from './score-ensemble.ts';

/**
 * The champion's error, in the project's aim, on those backtest windows of a challenger that begin where the champion's training ended or later:
 * on the others it would be judged by weeks it was trained on.
 */
export async function championOnWindows(
  champion: ModelRecord,
  rows: BacktestRows,
  panel: Panel,
  items: readonly string[],
  context: JobContext,
): Promise<ChampionWindows> {
  const { horizonWeeks, aim } = context.project.resolved;
  const unseen = [...new Set(rows.cutoff)].filter((cutoff) => cutoff >= champion.trainingCutoff);
  const losses: Record<string, number> = {};
  for (const cutoff of unseen) {
    const cutoffIndex = panel.weeks.indexOf(cutoff);
    const { ensemble, seriesIndex, step } = await scoreEnsemble(champion, panel, cutoffIndex, items, context);
    // The champion's ensemble takes a member's place, so that its rows are joined with the actuals as the challenger's are.
    const joined = backtestRows(panel, [
      {
        cutoffIndex,
        baseline: baselineForecast(panel, items, cutoffIndex, horizonWeeks),
        lasso: { seriesIndex, step, values: ensemble, carriedForward: 0 },
      },
    ]);
    const loss = lossOf(measure(joined.actual, joined.lasso ?? []), aim);
    if (loss !== null) losses[cutoff] = loss;
  }
  return { version: champion.version, losses };
}
