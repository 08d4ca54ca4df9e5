import { addWeeks, type Week } from '../../contracts/week.ts';
import type { Panel } from '../panel.ts';
import { fitSeason, flatProfile, noSeason, type PooledUnits, type Season } from './profile.ts';
import { binsOf, twoSeasons } from './year-bins.ts';

/** The season of every item of a panel, in the order of its items. */
export interface ItemSeasons {
  readonly byItem: readonly Season[];
  /** Relative change of the whole panel's sales per week at the last one. */
  readonly growth: number;
  /** Bin of the year of every week of the panel, and of the horizon after it. */
  readonly bins: Int32Array;
  /** Distinct weeks with sales up to the last one used. */
  readonly observedWeeks: number;
  /** `season`: profiles and growth; `level`: fewer than two seasons are there, and all factors are 1. */
  readonly basis: 'season' | 'level';
}

/** What seasons follow from besides the units. */
type History = Pick<Panel, 'weeks' | 'items' | 'seriesItem' | 'itemCategories'>;

/**
 * Segments of a format, windows, trials and questions about other prices ask for the same again. By the units of a panel, which never
 * change: panels that share them differ in what is known ahead.
 */
const computed = new WeakMap<Float64Array, { readonly of: History; readonly seasons: Map<string, ItemSeasons> }>();

/** Scale of a series and season of its item depend on each other; the second round settles them. */
const rounds = 2;

/**
 * Season and trend per item, pooled over its stores. An item of which little is known leans on its category (the first of the panel's
 * item categories), a category on the panel, the panel on no season at all.
 *
 * @param until index in `panel.weeks` of the last week whose units may be used
 * @param horizonWeeks weeks after the panel's last one that have a bin, too: nothing known ahead may reach that far
 */
export function seasonsOfItems(panel: Panel, until: number, horizonWeeks: number): ItemSeasons {
  const known = knownSeasons(panel);
  const key = `${until}/${horizonWeeks}`;
  const seasons = known.get(key) ?? computeSeasons(panel, until, horizonWeeks);
  known.set(key, seasons);
  return seasons;
}

function knownSeasons({ units, weeks, items, seriesItem, itemCategories }: Panel): Map<string, ItemSeasons> {
  const before = computed.get(units);
  const isSame =
    before?.of.weeks === weeks &&
    before.of.items === items &&
    before.of.seriesItem === seriesItem &&
    before.of.itemCategories === itemCategories;
  if (isSame) return before.seasons;
  const seasons = new Map<string, ItemSeasons>();
  computed.set(units, { of: { weeks, items, seriesItem, itemCategories }, seasons });
  return seasons;
}

function computeSeasons(panel: Panel, until: number, horizonWeeks: number): ItemSeasons {
  const bins = binsOf(weeksWithHorizon(panel, horizonWeeks));
  const observedWeeks = countObservedWeeks(panel, until);
  if (observedWeeks < twoSeasons) {
    return { byItem: panel.items.map(noSeason), growth: 0, bins, observedWeeks, basis: 'level' };
  }
  let fitted = { byItem: panel.items.map(noSeason), growth: 0 };
  for (let round = 0; round < rounds; round++)
    fitted = fitItems(panel, poolsOf(panel, until, fitted.byItem, bins), bins);
  return { ...fitted, bins, observedWeeks, basis: 'season' };
}

function fitItems(
  panel: Panel,
  pools: readonly PooledUnits[],
  bins: Int32Array,
): Pick<ItemSeasons, 'growth'> & { byItem: Season[] } {
  const whole = fitSeason(sumOf(pools), bins, flatProfile(), 0);
  const [categories] = Object.values(panel.itemCategories);
  const byCategory = new Map<string, Season>();
  for (const [category, items] of Map.groupBy(panel.items.keys(), (item) => categories?.[item] ?? '')) {
    const pool = sumOf(items.map((item) => pools[item]!));
    byCategory.set(category, fitSeason(pool, bins, whole.profile, whole.dispersion));
  }
  const byItem = pools.map((pool, item) => {
    const { profile, dispersion } = byCategory.get(categories?.[item] ?? '')!;
    return fitSeason(pool, bins, profile, dispersion);
  });
  return { byItem, growth: whole.trend.growth };
}

/** Units per item and week, and what the same series sell in a mean week once season and trend are taken out. */
function poolsOf(panel: Panel, until: number, seasons: readonly Season[], bins: Int32Array): readonly PooledUnits[] {
  const weeks = until + 1;
  const pools = panel.items.map(() => ({ sold: new Float64Array(weeks), usual: new Float64Array(weeks) }));
  for (let s = 0; s < panel.seriesItem.length; s++) {
    const { profile, trend } = seasons[panel.seriesItem[s]!]!;
    const pool = pools[panel.seriesItem[s]!]!;
    const row = panel.units.subarray(s * panel.weeks.length, s * panel.weeks.length + weeks);
    let sold = 0;
    let expected = 0;
    for (let week = 0; week < weeks; week++) {
      if (Number.isNaN(row[week]!)) continue;
      sold += row[week]!;
      expected += profile[bins[week]!]! * (trend.level[week] ?? 1);
    }
    if (!(expected > 0)) continue;
    const usual = sold / expected;
    for (let week = 0; week < weeks; week++) {
      if (Number.isNaN(row[week]!)) continue;
      pool.sold[week]! += row[week]!;
      pool.usual[week]! += usual;
    }
  }
  return pools;
}

function sumOf(pools: readonly PooledUnits[]): PooledUnits {
  const add = (part: keyof PooledUnits) =>
    pools.reduce(
      (sum, pool) => sum.map((value, week) => value + pool[part][week]!),
      pools[0]![part].map(() => 0),
    );
  return { sold: add('sold'), usual: add('usual') };
}

function weeksWithHorizon({ weeks }: Panel, horizonWeeks: number): Week[] {
  return [...weeks, ...Array.from({ length: horizonWeeks }, (_, i) => addWeeks(weeks.at(-1)!, i + 1))];
}

function countObservedWeeks(panel: Panel, until: number): number {
  let weeks = 0;
  for (let week = 0; week <= until; week++) {
    for (let s = 0; s < panel.seriesItem.length; s++) {
      if (Number.isNaN(panel.units[s * panel.weeks.length + week]!)) continue;
      weeks++;
      break;
    }
  }
  return weeks;
}
