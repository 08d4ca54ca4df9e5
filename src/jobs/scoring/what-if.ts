import type { ForecastExplanation } from '../../contracts/explanation.ts';
import {
  leversOf,
  type ForecastFigures,
  type LeverChange,
  type WhatIfOutcome,
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
import { keptBasis, keptOr, type ScoringBasis } from './kept-basis.ts';

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
        const key = JSON.stringify([lever, one, week]);
        // Several changes of the same cell follow one another.
        const planned = values.get(key)?.value ?? panel.knownAhead[lever]![one * weeks.length + week]!;
        const value = to ?? planned * times;
        if (!Number.isNaN(value)) values.set(key, { lever, series: one, week, value });
      }
    }
  }
  return [...values.values()];
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
  const value = panel.knownAhead[lever]![series * panel.weeks.length + panel.weeks.indexOf(week)];
  return value === undefined || Number.isNaN(value) ? null : value;
}

function figuresOf({ ensemble, mean, p10, p50, p90 }: ForecastExplanation): ForecastFigures {
  return { forecast: ensemble.units, mean, p10, p50, p90 };
}
