import { addWeeks } from '../../contracts/week.ts';
import type { RegionModel } from '../model/region-model.ts';
import type { Pieces } from '../raw/pieces.ts';
import { truthWeeks, type GrocerSettings } from '../settings.ts';

/** Rows of the truth for a drawn week: what was expected in the last weeks, and every empty shelf. */
export function writeTruthRows(pieces: Pieces, settings: GrocerSettings, model: RegionModel, week: number): void {
  const { region, stores, items, seriesStore, seriesItem, sales } = model;
  const isRecent = week >= settings.weeks - truthWeeks;
  const monday = addWeeks(settings.from, week);
  let expected = '';
  let empty = '';
  let emptied = 0;
  for (let series = 0; series < seriesStore.length; series += 1) {
    const mean = sales.expected[series]!;
    if (Number.isNaN(mean)) continue;
    const [demand, units] = [sales.demand[series]!, sales.units[series]!];
    const isEmpty = units < demand;
    if (!isRecent && !isEmpty) continue;
    const key = `${region.name},${stores[seriesStore[series]!]!.id},${items[seriesItem[series]!]!.id},${monday}`;
    if (isRecent) expected += `${key},${mean.toFixed(4)},${demand},${units}\n`;
    if (!isEmpty) continue;
    empty += `${key},${demand},${units}\n`;
    emptied += 1;
  }
  pieces.append('truth/expected.csv.gz', 'region,store,item,week,expected,demand,units', expected, 0);
  pieces.append('truth/stock-outs.csv.gz', 'region,store,item,week,demand,units', empty, emptied);
}
