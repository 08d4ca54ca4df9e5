import { addWeeks } from '../../contracts/week.ts';
import { randomStream, type RandomStream } from '../../forecasting/random.ts';
import { driftWeeks, type GrocerSettings } from '../settings.ts';
import { categories } from './categories.ts';
import { negativeBinomial, normal, poisson } from './draws.ts';
import { EventWeeks, type GrocerEvent } from './events.ts';
import type { Item } from './items.ts';
import { planPrices, stockedUpEffect, type PricePlan } from './price-plan.ts';
import type { Region } from './regions.ts';
import { banners, listing, zipsOf, type Store } from './stores.ts';
import { makeWeather, type Weather } from './weather.ts';

/** The level of an item in a region wanders around its trend: share of last week's deviation, and its spread in logs. */
export const wandering = { persistence: 0.92, spread: 0.08 };
/** Share of store, item and weeks in which the shelf runs empty. */
export const stockOutShare = 0.005;
/** A new store sells less for this many weeks; per week that is missing, on log demand. */
export const opening = { weeks: 6, effect: -0.12 };

/** What one week brings, by series; the arrays are refilled every week. */
export interface WeekOfSales {
  /** Mean of demand, with everything known but the draw; NaN where the store is not open. */
  readonly expected: Float64Array;
  readonly demand: Int32Array;
  /** The smaller of demand and stock. */
  readonly units: Int32Array;
  /** Units that came back. */
  readonly returned: Int32Array;
}

/**
 * Demand of one region, week after week. Log demand of a series is a sum: what the store sells of the item on average,
 * trend, season, price and promotion, weather against its normal, events, a new store's first weeks, drift, and a level
 * that wanders. Demand is drawn from a negative binomial of that mean; what is sold is what is in stock of it.
 */
export class RegionModel {
  readonly region: Region;
  readonly stores: readonly Store[];
  readonly items: readonly Item[];
  readonly weather: Weather;
  /** Store and item of every series, by store, then by item. */
  readonly seriesStore: Int32Array;
  readonly seriesItem: Int32Array;
  readonly sales: WeekOfSales;
  readonly #settings: GrocerSettings;
  readonly #plans: readonly (readonly PricePlan[])[];
  readonly #events: EventWeeks;
  readonly #level: Float64Array;
  readonly #drifts: boolean;
  readonly #wander: RandomStream;
  readonly #deviation: Float64Array;
  #nextWeek = 0;

  constructor(
    settings: GrocerSettings,
    { region, stores }: { readonly region: Region; readonly stores: readonly Store[] },
    items: readonly Item[],
    events: readonly GrocerEvent[],
    drifts: boolean,
  ) {
    const { seed, from } = settings;
    const weeks = settings.weeks + settings.arrivals + settings.horizonWeeks;
    this.region = region;
    this.stores = stores;
    this.items = items;
    this.#settings = settings;
    this.#drifts = drifts;
    this.weather = makeWeather(seed, region, zipsOf(stores.length), from, weeks);
    this.#plans = banners.map((banner) => items.map((item) => planPrices(seed, region, banner, item, weeks)));
    this.#events = new EventWeeks(events, region, from, weeks);
    const series = stores.flatMap((store, s) =>
      items.map((item, i) => ({ s, i, level: listing(seed, store, item) })).filter(({ level }) => !Number.isNaN(level)),
    );
    this.seriesStore = Int32Array.from(series, ({ s }) => s);
    this.seriesItem = Int32Array.from(series, ({ i }) => i);
    this.#level = Float64Array.from(series, ({ level }) => level);
    this.#wander = randomStream(seed, 'level', region.name);
    this.#deviation = Float64Array.from(items, () => wandering.spread * normal(this.#wander));
    this.sales = {
      expected: new Float64Array(series.length),
      demand: new Int32Array(series.length),
      units: new Int32Array(series.length),
      returned: new Int32Array(series.length),
    };
  }

  plan(banner: number, item: number): PricePlan {
    return this.#plans[banner]![item]!;
  }

  isOpen(store: Store, week: number): boolean {
    return week >= store.openedWeek && week < store.closedWeek;
  }

  /** Draws the week after the last one drawn into `sales`, and returns its index. */
  nextWeek(): number {
    const week = this.#nextWeek++;
    const random = randomStream(this.#settings.seed, 'week', this.region.name, week);
    const ofItem = this.#itemEffects(week);
    const { expected, demand, units, returned } = this.sales;
    const ofBanner = banners.map((_, banner) => this.#priceEffects(banner, week));
    const nCategories = categories.length;
    const ofStore = Float64Array.from({ length: this.stores.length * nCategories }, (_, cell) =>
      this.#storeEffect(this.stores[Math.floor(cell / nCategories)]!, cell % nCategories, week),
    );
    for (let series = 0; series < this.seriesStore.length; series += 1) {
      const store = this.seriesStore[series]!;
      const item = this.seriesItem[series]!;
      const { bannerIndex, openedWeek, closedWeek } = this.stores[store]!;
      if (week < openedWeek || week >= closedWeek) {
        expected[series] = Number.NaN;
        demand[series] = units[series] = returned[series] = 0;
        continue;
      }
      const { categoryIndex, shape, category } = this.items[item]!;
      const mean = Math.exp(
        this.#level[series]! +
          ofItem[item]! +
          ofBanner[bannerIndex]![item]! +
          ofStore[store * nCategories + categoryIndex]!,
      );
      const wanted = negativeBinomial(random, mean, shape);
      const sold = random() < stockOutShare ? Math.min(wanted, Math.floor(0.8 * random() * mean)) : wanted;
      expected[series] = mean;
      demand[series] = wanted;
      units[series] = sold;
      returned[series] = sold === 0 ? 0 : Math.min(sold, poisson(random, category.returnShare * sold));
    }
    return week;
  }

  /** Trend, season and wandering level, by item. */
  #itemEffects(week: number): Float64Array {
    const { persistence, spread } = wandering;
    const ofYear = (2 * Math.PI * weekOfYear(addWeeks(this.#settings.from, week))) / 52.18;
    return Float64Array.from(this.items, ({ category, trend }, item) => {
      this.#deviation[item] =
        persistence * this.#deviation[item]! + spread * Math.sqrt(1 - persistence ** 2) * normal(this.#wander);
      const season = category.seasonHeight * Math.cos(ofYear - (2 * Math.PI * category.seasonTop) / 52.18);
      return (trend * week) / 52.18 + season + this.#deviation[item];
    });
  }

  #priceEffects(banner: number, week: number): Float64Array {
    return Float64Array.from(this.items, (_, item) => {
      const { effect, promotion } = this.plan(banner, item);
      const after = week > 0 && promotion[week - 1]! > 0 && promotion[week] === 0 ? stockedUpEffect : 0;
      return effect[week]! + after;
    });
  }

  /** Weather, events, opening and drift, for the items of a category in a store. */
  #storeEffect(store: Store, categoryIndex: number, week: number): number {
    const { warmth, rain, events } = categories[categoryIndex]!;
    const { anomaly, inches } = this.#weatherOf(store.zip, week);
    const strength = this.#events.of(store.id, week);
    const age = week - store.openedWeek;
    return (
      (warmth * anomaly) / 10 +
      rain * inches +
      events.holiday * strength.holiday +
      events.sports * strength.sports +
      events.local * strength.local +
      (age < opening.weeks ? opening.effect * (opening.weeks - age) : 0) +
      (this.#drifts && week >= this.#settings.weeks - driftWeeks ? Math.log(this.#settings.drift) : 0)
    );
  }

  #weatherOf(zip: number, week: number): { readonly anomaly: number; readonly inches: number } {
    const { days, temperature, normalTemperature, rain } = this.weather;
    let anomaly = 0;
    let inches = 0;
    for (let day = 7 * week; day < 7 * week + 7; day += 1) {
      anomaly += (temperature[zip * days + day]! - normalTemperature[day]!) / 7;
      inches += rain[zip * days + day]! / 7;
    }
    return { anomaly, inches };
  }
}

/** Weeks since the first of January, as a fraction. */
function weekOfYear(week: string): number {
  const [year] = week.split('-');
  return (Date.parse(week) - Date.parse(`${year}-01-01`)) / (7 * 86_400_000);
}
