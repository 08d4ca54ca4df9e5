import { addWeeks, epochDay, type Week } from '../../src/contracts/week.ts';
import type { Panel } from '../../src/forecasting/panel.ts';
import { randomStream } from '../../src/forecasting/random.ts';

/** What a market does from a week on, in addition to its habits. */
interface PlantedDrift {
  readonly from: Week;
  /** Prices times this. Default 1. */
  readonly price?: number;
  /** Units times this. Default 1. */
  readonly units?: number;
}

export interface MarketOptions {
  readonly seed: number;
  readonly stores?: number;
  readonly items?: number;
  readonly firstWeek?: Week;
  readonly weeks?: number;
  readonly drift?: PlantedDrift;
}

/**
 * A synthetic format of a region over several years: units with trend, season, Christmas, Thanksgiving and Easter, response to
 * price, deals and the weather of the year, whole-market weeks better and worse than others, and rows that are missing; prices that rise
 * slowly item by item, deals, temperatures that one region shares.
 */
export function marketPanel(options: MarketOptions): Panel {
  const { seed, stores = 12, items = 12, firstWeek = '2021-01-04', weeks: count = 300, drift } = options;
  const random = randomStream(seed, 'market');
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weeks = Array.from({ length: count }, (_, index) => addWeeks(firstWeek, index));
  const series = stores * items;
  const cells = series * count;
  const empty = (): Float64Array => new Float64Array(cells).fill(Number.NaN);
  const [units, price, deal, temperature] = [empty(), empty(), empty(), empty()];

  let front = 0;
  let mood = 0;
  const warmth = weeks.map(
    (week) => (front = 0.6 * front + 2.5 * normal()) + 12 - 13 * Math.cos(yearAngle(week) - 0.3),
  );
  const [angles, feasts] = [weeks.map(yearAngle), weeks.map(festivity)];
  const market = weeks.map(() => (mood = 0.5 * mood + 0.04 * normal()));
  const levels = Array.from({ length: series }, () => Math.exp(2.5 + 0.9 * normal()));
  const trend = 0.0006 + 0.0006 * random();
  const itemPrices = Array.from({ length: items }, () => pricePath(count, Math.exp(1 + 0.5 * normal()), random));

  for (let one = 0; one < series; one += 1) {
    const item = one % items;
    let dealWeeks = 0;
    for (let week = 0; week < count; week += 1) {
      const cell = one * count + week;
      const name = weeks[week] ?? '';
      const planted = drift && name >= drift.from ? drift : undefined;
      dealWeeks = dealWeeks > 0 ? dealWeeks - 1 : random() < 0.04 ? 2 : 0;
      const cut = dealWeeks > 0 ? 0.8 : 1;
      const regular = itemPrices[item]?.[week] ?? 1;
      const warm = warmth[week] ?? 0;
      price[cell] = Math.round(100 * regular * cut * (planted?.price ?? 1)) / 100;
      deal[cell] = dealWeeks > 0 ? 1 : 0;
      temperature[cell] = Math.round(10 * (warm + 0.5 * normal())) / 10;
      const mean =
        (levels[one] ?? 1) *
        Math.exp(trend * week + (market[week] ?? 0) + 0.15 * Math.sin(angles[week] ?? 0) + 0.01 * (warm - 12)) *
        (feasts[week] ?? 1) *
        (dealWeeks > 0 ? 1.7 : 1) *
        (planted?.units ?? 1);
      if (random() < 0.01) continue;
      units[cell] = Math.max(0, Math.round(mean * Math.exp(0.35 * normal())));
    }
  }
  return {
    region: 'north',
    format: 'large',
    weeks,
    cutoffIndex: count - 1,
    stores: Array.from({ length: stores }, (_, store) => `s${store}`),
    items: Array.from({ length: items }, (_, item) => `i${item}`),
    seriesStore: Int32Array.from({ length: series }, (_, one) => Math.floor(one / items)),
    seriesItem: Int32Array.from({ length: series }, (_, one) => one % items),
    units,
    knownAhead: { price, deal, temperature },
    observed: {},
    roles: { price: 'price', promotions: ['deal'] },
    storeAttributes: { squareMetres: Float64Array.from({ length: stores }, () => Math.round(800 + 1500 * random())) },
    itemCategories: {},
  };
}

/** The panel as it was known at an earlier cutoff. */
export function asOf(panel: Panel, cutoff: Week): Panel {
  return { ...panel, cutoffIndex: panel.weeks.indexOf(cutoff) };
}

/** A regular price that goes up by a few per cent once a year or so. */
function pricePath(weeks: number, start: number, random: () => number): readonly number[] {
  let price = start;
  return Array.from({ length: weeks }, () => {
    if (random() < 0.02) price *= 1.02 + 0.04 * random();
    return price;
  });
}

function yearAngle(week: Week): number {
  return (2 * Math.PI * (epochDay(week) % 365.25)) / 365.25;
}

/** How much more is bought in the weeks of feasts. */
function festivity(week: Week): number {
  const year = Number(week.slice(0, 4));
  const holds = (day: number): boolean => day >= epochDay(week) && day < epochDay(week) + 7;
  if (holds(epochDay(`${year}-12-24`))) return 1.6;
  if (holds(fourthThursdayOfNovember(year))) return 1.4;
  return holds(easterSunday(year)) ? 1.3 : 1;
}

function fourthThursdayOfNovember(year: number): number {
  const first = epochDay(`${year}-11-01`);
  // 1970-01-01, day 0, was a Thursday.
  return first + ((7 - (first % 7)) % 7) + 21;
}

/** Easter Sunday by the anonymous Gregorian algorithm (Nature 13, 1876, 487). */
function easterSunday(year: number): number {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((8 * b + 13) / 25) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return epochDay(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}
