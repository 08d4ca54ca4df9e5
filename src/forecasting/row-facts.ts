import type { Holiday } from '../contracts/features.ts';
import { epochDay, type Week } from '../contracts/week.ts';
import { fallsIntoWeek, holidayDays } from './features/holiday-days.ts';
import type { BacktestRows } from './backtest-rows.ts';
import type { Panel } from './panel.ts';

/** Weeks up to a cutoff whose mean is the volume of a series. */
const volumeWeeks = 52;

/** What is known of the rows of a backtest besides their forecasts, one number a row; NaN where nothing is. */
export interface RowFacts {
  /** 1 where the target week has a promotion. Absent where the project has none. */
  readonly promoted?: Float64Array;
  /** 1 where a holiday of the calendar or an event falls into the target week. Absent where the project has neither. */
  readonly holiday?: Float64Array;
  /** Tenth of the series of the region and format, by mean units of the last year up to the cutoff: 1 … 10, the largest. */
  readonly volumeDecile: Float64Array;
  /** Weeks with known units up to the cutoff. */
  readonly historyWeeks: Float64Array;
  /** Mean of |yₜ − yₜ₋₁| up to the cutoff, over weeks next to each other: what MASE is scaled by. */
  readonly naiveError: Float64Array;
}

/** Nothing of it looks past the cutoff but what is known ahead of the target week. */
export function rowFacts(
  panel: Panel,
  rows: Pick<BacktestRows, 'store' | 'item' | 'cutoff' | 'week'>,
  holidays: readonly Holiday[],
): RowFacts {
  const seriesAt = new Map<string, number>();
  panel.seriesItem.forEach((item, series) => {
    seriesAt.set(keyOf(panel.stores[panel.seriesStore[series]!]!, panel.items[item]!), series);
  });
  const weekAt = new Map(panel.weeks.map((week, index) => [week, index]));
  const pasts = new Map([...new Set(rows.cutoff)].map((cutoff) => [cutoff, pastOf(panel, weekAt.get(cutoff)!)]));
  const perRow = (read: (series: number, week: number, row: number) => number) =>
    Float64Array.from(rows.store, (store, row) =>
      read(seriesAt.get(keyOf(store, rows.item[row]!))!, weekAt.get(rows.week[row]!)!, row),
    );
  const ofPast = (part: keyof Past) => perRow((series, _week, row) => pasts.get(rows.cutoff[row]!)![part][series]!);
  const known = (names: readonly string[]) => (series: number, week: number) =>
    strongest(names.map((name) => panel.knownAhead[name]?.[series * panel.weeks.length + week] ?? Number.NaN));
  const { promotions, events = [] } = panel.roles;
  const inCalendar = holidayWeeks(panel.weeks, holidays);
  const event = known(events);
  return {
    ...(promotions.length > 0 ? { promoted: perRow(known(promotions)) } : {}),
    ...(holidays.length + events.length > 0
      ? { holiday: perRow((series, week) => (inCalendar[week] || event(series, week) === 1 ? 1 : 0)) }
      : {}),
    volumeDecile: ofPast('volumeDecile'),
    historyWeeks: ofPast('historyWeeks'),
    naiveError: ofPast('naiveError'),
  };
}

function keyOf(store: string, item: string): string {
  return `${store}\0${item}`;
}

/** 1 where one of the values is above zero, NaN where none is known. */
function strongest(values: readonly number[]): number {
  if (values.some((value) => value > 0)) return 1;
  return values.every(Number.isNaN) ? Number.NaN : 0;
}

function holidayWeeks(weeks: readonly Week[], holidays: readonly Holiday[]): readonly boolean[] {
  const [first, last] = [Number(weeks[0]?.slice(0, 4)), Number(weeks.at(-1)?.slice(0, 4)) + 1];
  const days = holidays.flatMap((holiday) => [...holidayDays(holiday, first, last)]);
  return weeks.map((week) => fallsIntoWeek(days, epochDay(week)));
}

/** One number a series. */
interface Past {
  readonly volumeDecile: Float64Array;
  readonly historyWeeks: Float64Array;
  readonly naiveError: Float64Array;
}

function pastOf({ units, weeks, seriesItem }: Panel, cutoffIndex: number): Past {
  const historyWeeks = new Float64Array(seriesItem.length);
  const naiveError = new Float64Array(seriesItem.length);
  const volume = new Float64Array(seriesItem.length);
  for (let series = 0; series < seriesItem.length; series++) {
    let [steps, moved, recent, sold] = [0, 0, 0, 0];
    for (let week = 0; week <= cutoffIndex; week++) {
      const value = units[series * weeks.length + week]!;
      if (Number.isNaN(value)) continue;
      historyWeeks[series]! += 1;
      if (week > cutoffIndex - volumeWeeks) {
        recent += 1;
        sold += value;
      }
      const before = week === 0 ? Number.NaN : units[series * weeks.length + week - 1]!;
      if (Number.isNaN(before)) continue;
      steps += 1;
      moved += Math.abs(value - before);
    }
    naiveError[series] = steps === 0 ? Number.NaN : moved / steps;
    volume[series] = recent === 0 ? Number.NaN : sold / recent;
  }
  return { volumeDecile: decilesOf(volume), historyWeeks, naiveError };
}

/** 1 … 10 by rank, equal values in the middle of their ranks. */
function decilesOf(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const places = new Map<number, { first: number; count: number }>();
  sorted.forEach((value, place) => {
    const known = places.get(value);
    if (known) known.count += 1;
    else places.set(value, { first: place, count: 1 });
  });
  return values.map((value) => {
    const place = places.get(value);
    return place ? Math.min(10, Math.floor((10 * (place.first + place.count / 2)) / sorted.length) + 1) : Number.NaN;
  });
}
