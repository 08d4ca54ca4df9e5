import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { weeksBetween } from '../../../src/contracts/week.ts';
import type { Panel } from '../../../src/forecasting/index.ts';

/** Where the series of a panel begin among those of all panels. */
export type FirstSeries = ReadonlyMap<string, number>;

/**
 * Writes all panels as one, in the form that bench/peers/theirs_forecasts.py reads. The columns known ahead are those of the panels, and
 * the week of the year.
 *
 * @param folder is made
 */
export async function writePeerPanel(panels: ReadonlyMap<string, Panel>, folder: string): Promise<FirstSeries> {
  await mkdir(folder, { recursive: true });
  const all = [...panels.values()];
  const { weeks, knownAhead, itemCategories, storeAttributes } = all[0]!;
  const perSeries = <Value>(value: (panel: Panel, series: number) => Value): Value[] =>
    all.flatMap((panel) => Array.from(panel.seriesItem, (_, series) => value(panel, series)));
  const item = (panel: Panel, series: number): number => panel.seriesItem[series]!;
  const store = (panel: Panel, series: number): number => panel.seriesStore[series]!;
  const categories = {
    region: perSeries((panel) => panel.region),
    format: perSeries((panel) => panel.format),
    store: perSeries((panel, series) => panel.stores[store(panel, series)]!),
    item: perSeries((panel, series) => panel.items[item(panel, series)]!),
    ...mapValues(itemCategories, (_, name) =>
      perSeries((panel, series) => panel.itemCategories[name]![item(panel, series)]!),
    ),
  };
  const numbers = mapValues(storeAttributes, (_, name) =>
    perSeries((panel, series) => {
      const value = panel.storeAttributes[name]![store(panel, series)]!;
      return Number.isNaN(value) ? null : value;
    }),
  );
  const series = categories.item.map((_, index) => index);
  const known = [...Object.keys(knownAhead), 'weekOfYear'];
  await writeFile(join(folder, 'panel.json'), JSON.stringify({ weeks, series, known, categories, numbers }));
  await writeFile(
    join(folder, 'units.f64'),
    stacked(all, ({ units }) => units),
  );
  for (const name of Object.keys(knownAhead)) {
    await writeFile(
      join(folder, `${name}.f64`),
      stacked(all, (panel) => panel.knownAhead[name]!),
    );
  }
  const ofYear = weeks.map(weekOfYear);
  const matrix = Float64Array.from({ length: series.length * weeks.length }, (_, cell) => ofYear[cell % weeks.length]!);
  await writeFile(join(folder, 'weekOfYear.f64'), matrix);
  let next = 0;
  return new Map(
    [...panels].map(([name, panel]) => {
      const first = next;
      next += panel.seriesItem.length;
      return [name, first];
    }),
  );
}

/** 0 … 52 from the first of January. */
function weekOfYear(week: string): number {
  return Math.floor(weeksBetween(`${week.slice(0, 4)}-01-01`, week));
}

function stacked(panels: readonly Panel[], matrix: (panel: Panel) => Float64Array): Float64Array {
  const parts = panels.map(matrix);
  const result = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, name: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
