import type { Panel } from '../../../src/forecasting/index.ts';
import { makeEvents } from '../../../src/generator/model/events.ts';
import { makeItems } from '../../../src/generator/model/items.ts';
import { RegionModel } from '../../../src/generator/model/region-model.ts';
import { makeStores } from '../../../src/generator/model/stores.ts';
import { regionsOf } from '../../../src/generator/raw/masters.ts';
import type { GrocerSettings } from '../../../src/generator/settings.ts';
import { bestForecasts } from '../../../src/generator/truth/best-forecasts.ts';
import type { SimpleForecast } from '../protocol.ts';
import { WeatherKnowledge } from './weather-knowledge.ts';

/**
 * How well one could forecast who knows every parameter, the wandering level of the target week and the weather forecast of the cutoff,
 * but neither the weather, nor the draw, nor that a shelf will be empty: the median of demand, which is best by WAPE.
 *
 * @returns the oracle's forecasts from a cutoff, for the series of a panel; NaN where the store is not open
 */
export function grocerOracle(settings: GrocerSettings): (panel: Panel, cutoffIndex: number) => SimpleForecast {
  const { seed, from, weeks, arrivals, horizonWeeks } = settings;
  const items = makeItems(seed, settings.items);
  const [region] = regionsOf(settings);
  if (!region) throw new RangeError('the grocer has no region');
  const stores = makeStores(seed, region, settings.stores, weeks);
  const events = makeEvents(seed, [{ region, stores }], from, weeks + arrivals + horizonWeeks);
  const model = new RegionModel(settings, { region, stores }, items, events, settings.drift !== 1);
  const knowledge = new WeatherKnowledge(settings, region, model.weather);

  /** Log of the expected units, by series of the model and week. */
  const expected = new Float64Array(model.seriesStore.length * weeks).fill(Number.NaN);
  for (let week = 0; week < weeks; week += 1) {
    model.nextWeek();
    model.sales.expected.forEach((mean, series) => (expected[series * weeks + week] = Math.log(mean)));
  }
  const seriesOf = new Map(
    Array.from(model.seriesStore, (store, series) => [
      `${stores[store]!.id} ${items[model.seriesItem[series]!]!.id}`,
      series,
    ]),
  );

  return (panel, cutoffIndex) => (own, step) => {
    const name = `${panel.stores[panel.seriesStore[own]!]!} ${panel.items[panel.seriesItem[own]!]!}`;
    const series = seriesOf.get(name);
    if (series === undefined) return Number.NaN;
    const week = cutoffIndex + step;
    const log = expected[series * weeks + week]!;
    if (Number.isNaN(log)) return Number.NaN;
    const { zip } = stores[model.seriesStore[series]!]!;
    const { category, shape } = items[model.seriesItem[series]!]!;
    const [actual, told] = [knowledge.actual(zip, week), knowledge.expected(zip, cutoffIndex, step)];
    const shift =
      (category.warmth * (told.anomaly - actual.anomaly)) / 10 + category.rain * (told.inches - actual.inches);
    return bestForecasts(Math.exp(log + shift), shape).median;
  };
}
