import type { Week } from '../../contracts/week.ts';
import type { EnsembleRows, Panel } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { JobContext } from '../job-context.ts';
import { scoreEnsemble } from '../scoring/score-ensemble.ts';

/** Rows of a backtest with another model's forecasts for them. */
export interface PairedForecasts {
  readonly row: readonly number[];
  /** Units. */
  readonly other: readonly number[];
}

/** Forecasts by series and step. */
export type Forecasts = ReadonlyMap<string, number>;

/** Forecasts of a model from a cutoff of a panel. */
export async function forecastAgain(
  model: ModelRecord,
  panel: Panel,
  cutoff: Week,
  items: readonly string[],
  context: JobContext,
): Promise<Forecasts> {
  const scored = await scoreEnsemble(model, panel, panel.weeks.indexOf(cutoff), items, context);
  return new Map(
    Array.from(scored.ensemble, (value, row) => {
      const series = scored.seriesIndex[row] as number;
      const store = panel.stores[panel.seriesStore[series] as number] as string;
      const item = panel.items[panel.seriesItem[series] as number] as string;
      return [forecastKey(store, item, scored.step[row] as number), value];
    }),
  );
}

/** The items that are forecast in a window. */
export function itemsOf(rows: Pick<EnsembleRows, 'item' | 'cutoff'>, cutoff: Week): readonly string[] {
  return [...new Set(rows.item.filter((_, row) => rows.cutoff[row] === cutoff))];
}

/** The rows of a window that both forecast. */
export function pairsOf(
  { store, item, cutoff, step, ensemble }: Pick<EnsembleRows, 'store' | 'item' | 'cutoff' | 'step' | 'ensemble'>,
  window: Week,
  theirs: Forecasts,
): PairedForecasts {
  const paired: { row: number[]; other: number[] } = { row: [], other: [] };
  cutoff.forEach((one, row) => {
    if (one !== window) return;
    const other = theirs.get(forecastKey(store[row] as string, item[row] as string, step[row] as number));
    if (other === undefined || Number.isNaN(other) || Number.isNaN(ensemble[row])) return;
    paired.row.push(row);
    paired.other.push(other);
  });
  return paired;
}

/** A series and step, as forecasts of a cutoff are looked up. */
export function forecastKey(store: string, item: string, step: number): string {
  return JSON.stringify([store, item, step]);
}
