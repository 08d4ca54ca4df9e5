import { addWeeks } from '../../contracts/week.ts';
import type { RegionModel } from '../model/region-model.ts';
import { banners } from '../model/stores.ts';
import type { GrocerSettings } from '../settings.ts';
import { germanDate } from './forms.ts';
import { periodOf } from './periods.ts';
import type { Pieces } from './pieces.ts';

/**
 * Prices of one week: a line per store, a column per item, `;` between them and a comma before the cents. `*` marks a
 * shown price reduction, `**` one that is in the flyer too; the cell of an item that the store does not list is empty.
 * Announced `horizonWeeks` before the week.
 */
export function writePrices(pieces: Pieces, settings: GrocerSettings, model: RegionModel, week: number): void {
  const { region, stores, items } = model;
  const period = periodOf(settings, week, settings.horizonWeeks);
  const path = `${period.folder}/prices/${region.name}/${period.stem}.csv${period.isHistory ? '.gz' : ''}`;
  const cells = banners.map((_, banner) =>
    items.map((_item, index) => {
      const { price, promotion } = model.plan(banner, index);
      return price[week]!.toFixed(2).replace('.', ',') + '*'.repeat(promotion[week]!);
    }),
  );
  const date = germanDate(addWeeks(settings.from, week));
  let text = '';
  let lines = 0;
  for (let series = 0; series < model.seriesStore.length;) {
    const index = model.seriesStore[series]!;
    const store = stores[index]!;
    let line = `${date};${store.id}`;
    let next = 0;
    for (; model.seriesStore[series] === index; series += 1) {
      const item = model.seriesItem[series]!;
      line += ';'.repeat(item - next + 1) + cells[store.bannerIndex]![item]!;
      next = item + 1;
    }
    if (!model.isOpen(store, week)) continue;
    text += `${line}${';'.repeat(items.length - next)}\n`;
    lines += 1;
  }
  pieces.append(path, `Woche;Filiale;${items.map(({ id }) => id).join(';')}`, text, lines);
  if (period.isLastWeek) pieces.end(path);
}
