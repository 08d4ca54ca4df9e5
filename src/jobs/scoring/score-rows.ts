import type { ScoredRow } from '../../contracts/what-if.ts';
import { withLeverCells, type LeverCell, type Panel } from '../../forecasting/index.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';
import { keptBasis } from './kept-basis.ts';
import { scoreLoaded } from './score-ensemble.ts';

/** Forecasts series of one segment with the known-ahead values that are given, from the cutoff of a dataset version. */
export async function scoreRowsJob(
  { model: record, manifest, rows, besides }: JobInput<'score-rows'>,
  context: JobContext,
): Promise<readonly ScoredRow[]> {
  context.progress({ step: 'reading the model and its data' });
  const { model, panel } = await keptBasis(context, record, manifest);
  context.progress({ step: 'forecasting' });
  const seriesAt = seriesByName(panel);
  const cells = [...besides, ...rows].flatMap(({ store, item, week, values }): readonly LeverCell[] => {
    const series = seriesAt.get(nameOf(store, item));
    // A series of another format.
    if (series === undefined) return [];
    const at = panel.weeks.indexOf(week);
    if (at < 0) throw new RangeError(`the data have no week ${week}`);
    return Object.entries(values).map(([lever, value]) => ({ lever, series, week: at, value }));
  });
  const items = [...new Set(rows.map(({ item }) => item))];
  const stores = [...new Set(rows.map(({ store }) => store))];
  const scored = scoreLoaded(model, withLeverCells(panel, cells), panel.cutoffIndex, items, stores);
  const rowAt = new Map<string, number>();
  scored.seriesIndex.forEach((series, row) => rowAt.set(`${series} ${scored.step[row]}`, row));
  return rows.map(({ store, item, week }) => {
    const step = panel.weeks.indexOf(week) - panel.cutoffIndex;
    const row = rowAt.get(`${seriesAt.get(nameOf(store, item))} ${step}`)!;
    const [forecast, mean] = [scored.ensemble[row]!, scored.mean[row]!];
    return {
      store,
      item,
      week,
      step,
      forecast,
      mean,
      p10: scored.p10[row]!,
      p50: scored.p50[row]!,
      p90: scored.p90[row]!,
    };
  });
}

function seriesByName(panel: Panel): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  panel.seriesItem.forEach((item, series) => {
    found.set(nameOf(panel.stores[panel.seriesStore[series]!]!, panel.items[item]!), series);
  });
  return found;
}

function nameOf(store: string, item: string): string {
  return JSON.stringify([store, item]);
}
