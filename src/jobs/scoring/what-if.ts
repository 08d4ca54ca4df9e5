import type { ForecastExplanation } from '../../contracts/explanation.ts';
import {
  leversOf,
  type ForecastFigures,
  type LeverChange,
  type WhatIfOutcome,
  type WhatIfWarning,
  type WhatIfWeek,
} from '../../contracts/what-if.ts';
import {
  changeParts,
  explainForecasts,
  outcomeWarnings,
  seenValues,
  seenWarnings,
  withLeverCells,
  type LeverCell,
  type Panel,
} from '../../forecasting/index.ts';
import type { JobInput } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';
import { keptOr } from '../kept-values.ts';
import { keptBasis, type ScoringBasis } from './kept-basis.ts';

/** An explanation with its columns, about. */
const bytesOfExplanation = 16_384;

/** Forecasts an item in some stores as planned and as changed, from the cutoff of a dataset version. */
export async function whatIfJob(
  { model: record, manifest, item, stores, changes }: JobInput<'what-if'>,
  context: JobContext,
): Promise<WhatIfOutcome> {
  context.progress({ step: 'reading the model and its data' });
  const basis = await keptBasis(context, record, manifest);
  const { panel } = basis;
  context.progress({ step: 'forecasting' });
  const before = await keptOr(
    context.kept,
    JSON.stringify(['before', record.version, manifest.hash, item, stores]),
    () => explained(basis, panel, item, stores),
    (all) => all.length * bytesOfExplanation,
  );
  const cells = cellsOf(basis, item, stores, changes);
  const changed = withLeverCells(panel, cells);
  const after = cells.length === 0 ? before : explained(basis, changed, item, stores);
  const names = [...new Set(changes.map(({ lever }) => lever))];
  const series = seriesByStore(panel, item);
  const weeks = before.map((row, index): WhatIfWeek & { readonly store: string } => ({
    ...{ store: row.store, week: row.week, step: row.step },
    levers: names.map((lever) => ({
      lever,
      planned: valueAt(panel, lever, series.get(row.store)!, row.week),
      changed: valueAt(changed, lever, series.get(row.store)!, row.week),
    })),
    ...{ before: figuresOf(row), after: figuresOf(after[index]!) },
    parts: changeParts(row, after[index]!),
  }));
  const found = [...Map.groupBy(weeks, ({ store }) => store)].map(([store, own]) => ({
    ...{ store, item },
    weeks: own.map(({ store: _, ...week }) => week),
  }));
  const levers = leversOf(Object.keys(panel.knownAhead), panel.roles);
  // What later data has, the model has not seen.
  const lastSeen = panel.weeks.findLastIndex((week) => week <= record.trainingCutoff);
  const lastIndex = Math.min(panel.cutoffIndex, lastSeen);
  const ofItem = Int32Array.from(series.values());
  const seen = levers.map(({ name }) => seenValues(panel, name, ofItem, lastIndex));
  return {
    series: found,
    seen,
    warnings: [
      ...withoutPlan(changes, cells),
      ...levers.flatMap((lever, index) => {
        const values = cells.filter((cell) => cell.lever === lever.name).map(({ value }) => value);
        return values.length === 0 ? [] : seenWarnings(item, { lever, seen: seen[index]!, values });
      }),
      ...outcomeWarnings(found),
    ],
  };
}

function explained(
  { model: { states, ensemble } }: ScoringBasis,
  panel: Panel,
  item: string,
  stores: readonly string[],
): readonly ForecastExplanation[] {
  return explainForecasts(states, ensemble, panel, panel.cutoffIndex, { store: stores, item });
}

function cellsOf(
  { panel, model: { horizonWeeks } }: ScoringBasis,
  item: string,
  stores: readonly string[],
  changes: readonly LeverChange[],
): readonly LeverCell[] {
  const { weeks, cutoffIndex } = panel;
  const ahead = weeks.slice(cutoffIndex + 1, cutoffIndex + 1 + horizonWeeks);
  const series = seriesByStore(panel, item);
  const values = new Map<string, LeverCell>();
  for (const { lever, weeks: asked = ahead, to, times = 1 } of changes) {
    for (const store of stores) {
      const one = series.get(store);
      if (one === undefined) continue;
      for (const name of asked) {
        const week = weeks.indexOf(name);
        if (week < 0) throw new RangeError(`the data have no week ${name}`);
        const key = JSON.stringify([lever, one, week]);
        // Several changes of the same cell follow one another.
        const planned = values.get(key)?.value ?? expectedAt(panel, lever, one, week);
        const value = to ?? planned * times;
        if (!Number.isNaN(value)) values.set(key, { lever, series: one, week, value });
      }
    }
  }
  return [...values.values()];
}

/** What forecasting takes for planned where the data say nothing: the last known value; of events, which list the weeks that have one, none. */
function expectedAt(panel: Panel, lever: string, series: number, week: number): number {
  const column = panel.knownAhead[lever]!;
  const first = series * panel.weeks.length;
  const isEvent = panel.roles.events?.includes(lever) === true;
  for (let at = week; at >= 0; at--) {
    const value = column[first + at]!;
    if (!Number.isNaN(value)) return value;
    if (isEvent) return 0;
  }
  return Number.NaN;
}

/** Factors on what was never known change nothing. */
function withoutPlan(changes: readonly LeverChange[], cells: readonly LeverCell[]): readonly WhatIfWarning[] {
  const changed = new Set(cells.map(({ lever }) => lever));
  const idle = changes.filter(({ lever, times }) => times !== undefined && !changed.has(lever));
  return [...new Set(idle.map(({ lever }) => lever))].map((lever) => ({
    ...{ code: 'no-plan', lever },
    text: `${lever} has no value to multiply: nothing is planned, and nothing was known before`,
  }));
}

function seriesByStore(panel: Panel, item: string): ReadonlyMap<string, number> {
  const index = panel.items.indexOf(item);
  const found = new Map<string, number>();
  panel.seriesItem.forEach((one, series) => {
    if (one === index) found.set(panel.stores[panel.seriesStore[series]!]!, series);
  });
  return found;
}

function valueAt(panel: Panel, lever: string, series: number, week: string): number | null {
  const at = panel.weeks.indexOf(week);
  const value = at < 0 ? Number.NaN : panel.knownAhead[lever]![series * panel.weeks.length + at]!;
  return Number.isNaN(value) ? null : value;
}

function figuresOf({ ensemble, mean, p10, p50, p90 }: ForecastExplanation): ForecastFigures {
  return { forecast: ensemble.units, mean, p10, p50, p90 };
}
