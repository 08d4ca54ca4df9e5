import type { Week } from '../../contracts/week.ts';
import { baselineForecast, type Panel } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { JobContext } from '../job-context.ts';
import { scoreEnsemble } from '../scoring/score-ensemble.ts';
import type { JudgedRows } from './compare-with-champion.ts';

/**
 * What a model forecasts from cutoffs since its training, with the actuals: windows as the project's backtest lays them out, the
 * last of which ends with the panel's cutoff. None where no whole horizon has passed since, or it cannot score.
 */
export async function rowsSinceTraining(
  model: ModelRecord,
  panel: Panel,
  items: readonly string[],
  context: JobContext,
): Promise<JudgedRows> {
  const { horizonWeeks, backtest } = context.project.resolved;
  const trained = panel.weeks.indexOf(model.trainingCutoff);
  const last = panel.cutoffIndex - horizonWeeks;
  const [store, item, cutoff]: [string[], string[], Week[]] = [[], [], []];
  const [step, actual, ensemble]: [number[], number[], number[]] = [[], [], []];
  const [seasonal, baseline]: [number[], number[]] = [[], []];
  for (let window = 0; window < backtest.nWindows; window += 1) {
    const from = last - window * backtest.stepSizeWeeks;
    if (trained < 0 || from < trained) break;
    const scored = await scoreEnsemble(model, panel, from, items, context).catch(() => undefined);
    // The gate's own trial reports why it cannot.
    if (!scored) break;
    const mean = baselineForecast(panel, items, from, horizonWeeks);
    scored.ensemble.forEach((value, row) => {
      const series = scored.seriesIndex[row] as number;
      const ahead = scored.step[row] as number;
      const units = panel.units[series * panel.weeks.length + from + ahead] as number;
      if (Number.isNaN(units)) return;
      store.push(panel.stores[panel.seriesStore[series] as number] as string);
      item.push(panel.items[panel.seriesItem[series] as number] as string);
      cutoff.push(panel.weeks[from] as Week);
      step.push(ahead);
      actual.push(units);
      ensemble.push(value);
      seasonal.push(scored.members.seasonal?.values[row] ?? Number.NaN);
      baseline.push(mean.values[row] as number);
    });
  }
  return { store, item, cutoff, step, actual, ensemble: Float64Array.from(ensemble), seasonal, baseline };
}
