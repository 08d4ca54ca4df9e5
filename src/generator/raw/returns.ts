import { addWeeks } from '../../contracts/week.ts';
import type { RegionModel } from '../model/region-model.ts';
import type { GrocerSettings } from '../settings.ts';
import { dayAfter } from './forms.ts';
import { periodOf } from './periods.ts';
import type { Pieces } from './pieces.ts';

/** What came back in a week: JSON lines, stores in lower case, the week by its last day. */
export function writeReturns(pieces: Pieces, settings: GrocerSettings, model: RegionModel, week: number): void {
  const period = periodOf(settings, week);
  const path = `${period.folder}/returns/${model.region.name}/${period.stem}.jsonl${period.isHistory ? '.gz' : ''}`;
  const sunday = dayAfter(addWeeks(settings.from, week), 6);
  const stores = model.stores.map(({ id }) => id.toLowerCase());
  let text = '';
  let lines = 0;
  model.sales.returned.forEach((returned, series) => {
    if (returned === 0) return;
    const item = model.items[model.seriesItem[series]!]!;
    text += `{"store":"${stores[model.seriesStore[series]!]}","sku":${item.id},"weekEnding":"${sunday}","returned":${returned}}\n`;
    lines += 1;
  });
  pieces.append(path, '', text, lines);
  if (period.isLastWeek) pieces.end(path);
}
