import { shownMape } from '../../contracts/shown-mape.ts';
import type { SeriesBacktest } from '../../contracts/backtest.ts';
import type { Segment } from '../../contracts/segment.ts';
import { addWeeks, weeksBetween, type Week } from '../../contracts/week.ts';
import { mapeFloorOf, measure, type EnsembleRows, type Panel } from '../../forecasting/index.ts';

/** Weeks of sales shown before the first window. */
const weeksBefore = 16;

interface Candidate {
  readonly store: string;
  readonly item: string;
  readonly rows: readonly number[];
  readonly units: number;
  readonly mape: number | null;
}

/** Three series of a segment that a person should look at, with their sales: the largest, one of middling error, the worst. */
export function chooseSeries(segment: Segment, panel: Panel, rows: EnsembleRows): SeriesBacktest[] {
  const groups = Map.groupBy(rows.store.keys(), (row) => JSON.stringify([rows.store[row], rows.item[row]]));
  const floor = mapeFloorOf(rows.actual);
  const candidates = [...groups.values()].map((chosen) => candidate(rows, chosen, floor));
  const bySize = candidates.toSorted((a, b) => b.units - a.units);
  // A series with fewer weeks is not worse or better, only less known.
  const most = Math.max(...candidates.map((one) => one.rows.length));
  const byError = candidates
    .filter((one) => one.mape !== null && one.rows.length === most)
    .sort((a, b) => (a.mape ?? 0) - (b.mape ?? 0));
  const wanted = [
    { why: 'largest', series: bySize[0] },
    { why: 'typical', series: byError[Math.floor(byError.length / 2)] },
    { why: 'worst', series: byError.at(-1) },
  ] as const;
  const shown = new Set<Candidate>();
  return wanted.flatMap(({ why, series }) => {
    if (!series || shown.has(series)) return [];
    shown.add(series);
    return [describe(segment, panel, rows, series, why)];
  });
}

function candidate(rows: EnsembleRows, chosen: readonly number[], floor: number): Candidate {
  const pick = (column: ArrayLike<number>) => chosen.map((row) => column[row] as number);
  const actual = pick(rows.actual);
  return {
    store: rows.store[chosen[0] as number] as string,
    item: rows.item[chosen[0] as number] as string,
    rows: chosen,
    units: actual.reduce((sum, units) => sum + units, 0),
    mape: shownMape(measure(actual, pick(rows.ensemble), undefined, floor)) ?? null,
  };
}

function describe(
  segment: Segment,
  panel: Panel,
  rows: EnsembleRows,
  { store, item, rows: chosen, mape }: Candidate,
  why: SeriesBacktest['why'],
): SeriesBacktest {
  const from = chosen.map((row) => rows.cutoff[row] as Week).sort()[0] as Week;
  const until = chosen
    .map((row) => rows.week[row] as Week)
    .sort()
    .at(-1) as Week;
  const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  return {
    segment,
    store,
    item,
    why,
    mape,
    actuals: unitsOf(panel, store, item, addWeeks(from, 1 - weeksBefore), until),
    forecasts: chosen
      .filter((row) => !Number.isNaN(rows.ensemble[row]))
      .map((row) => ({
        cutoff: rows.cutoff[row] as Week,
        step: rows.step[row] as number,
        week: rows.week[row] as Week,
        baseline: rows.baseline[row] as number,
        ensemble: rows.ensemble[row] as number,
        p10: orNull(rows.p10[row]),
        p90: orNull(rows.p90[row]),
      })),
  };
}

function unitsOf(panel: Panel, store: string, item: string, from: Week, until: Week): SeriesBacktest['actuals'] {
  const series = panel.seriesItem.findIndex(
    (at, s) => panel.items[at] === item && panel.stores[panel.seriesStore[s] as number] === store,
  );
  const first = Math.max(0, weeksBetween(panel.weeks[0] as Week, from));
  return panel.weeks.slice(first, panel.weeks.indexOf(until) + 1).map((week, i) => {
    const units = panel.units[series * panel.weeks.length + first + i] as number;
    return { week, units: Number.isNaN(units) ? null : units };
  });
}
