import { epochDay, isoDateOfEpochDay, weekdayOf, type Week } from '../../contracts/week.ts';
import { randomStream } from '../../forecasting/random.ts';
import { between, oneOf } from './draws.ts';
import type { Region } from './regions.ts';
import type { Store } from './stores.ts';

type EventType = 'holiday' | 'sports' | 'local';

export interface GrocerEvent {
  readonly name: string;
  readonly type: EventType;
  /** ISO days, both included. */
  readonly start: string;
  readonly end: string;
  /** (0, 1]. */
  readonly strength: number;
  readonly region?: string;
  readonly store?: string;
}

/** The `nth` weekday of a month, from 1, as an epoch day; 0 is the last of the month before. */
function nthWeekday(year: number, month: number, weekday: string, nth: number): number {
  let day = epochDay(`${year}-${String(month).padStart(2, '0')}-01`);
  while (weekdayOf(isoDateOfEpochDay(day)) !== weekday) day += 1;
  return day + 7 * (nth - 1);
}

/** National holidays and the football final: name, first and last day of the shopping for it, strength. */
function nationalEvents(year: number): GrocerEvent[] {
  const around = (
    name: string,
    type: EventType,
    day: number,
    [before, after]: readonly [number, number],
    strength: number,
  ) => ({
    ...{ name, type, strength },
    start: isoDateOfEpochDay(day - before),
    end: isoDateOfEpochDay(day + after),
  });
  return [
    around('Football final', 'sports', nthWeekday(year, 2, 'sunday', 1), [4, 0], 1),
    around('Memorial Day', 'holiday', nthWeekday(year, 6, 'monday', 0), [4, 0], 0.6),
    around('Independence Day', 'holiday', epochDay(`${year}-07-04`), [5, 0], 1),
    around('Labor Day', 'holiday', nthWeekday(year, 9, 'monday', 1), [4, 0], 0.6),
    around('Thanksgiving', 'holiday', nthWeekday(year, 11, 'thursday', 4), [6, 0], 1),
    around('Christmas', 'holiday', epochDay(`${year}-12-25`), [10, 0], 1),
  ];
}

/** Events of the years that the weeks touch: of the country, of regions, of stores near a stadium. */
export function makeEvents(
  seed: number,
  regions: readonly { readonly region: Region; readonly stores: readonly Store[] }[],
  from: Week,
  weeks: number,
): readonly GrocerEvent[] {
  const first = epochDay(from);
  const last = first + 7 * weeks - 1;
  const events: GrocerEvent[] = [];
  for (let year = yearOf(first); year <= yearOf(last); year += 1) {
    events.push(...nationalEvents(year));
    for (const { region, stores } of regions) {
      const random = randomStream(seed, 'events', region.name, year);
      for (const name of ['Spring festival', 'Street fair', 'State fair']) {
        const start = epochDay(`${year}-01-01`) + Math.floor(between(random, 60, 300));
        const end = start + Math.floor(between(random, 2, 10));
        const strength = oneOf(random, [0.5, 0.75, 1]);
        events.push({
          ...{ name, type: 'local', strength, region: region.name },
          start: isoDateOfEpochDay(start),
          end: isoDateOfEpochDay(end),
        });
      }
      const homeGames = Array.from(
        { length: 6 },
        () => nthWeekday(year, 9, 'sunday', 1) + 7 * Math.floor(between(random, 0, 16)),
      );
      for (const day of [...new Set(homeGames)].sort((a, b) => a - b)) {
        for (const store of stores.filter(({ nearStadium }) => nearStadium)) {
          const [start, end] = [isoDateOfEpochDay(day - 2), isoDateOfEpochDay(day)];
          events.push({ ...{ name: 'Home game', type: 'sports', strength: 0.8, store: store.id }, start, end });
        }
      }
    }
  }
  return events.filter(({ start, end }) => epochDay(end) >= first && epochDay(start) <= last);
}

/** Strength by type in one week: the sum over events of strength × share of the week's days. */
export type EventStrengths = Readonly<Record<EventType, number>>;

const none: EventStrengths = { holiday: 0, sports: 0, local: 0 };

/** Weekly strengths of a region's events, and of those of its stores: `[week]` → strengths of the region, by store id where a store has more. */
export class EventWeeks {
  readonly #region: EventStrengths[];
  readonly #stores = new Map<string, Map<number, EventStrengths>>();

  constructor(events: readonly GrocerEvent[], region: Region, from: Week, weeks: number) {
    this.#region = Array.from({ length: weeks }, () => none);
    const first = epochDay(from);
    for (const event of events) {
      if (event.region !== undefined && event.region !== region.name) continue;
      if (event.store !== undefined && !event.store.startsWith(region.code)) continue;
      const [start, end] = [epochDay(event.start) - first, epochDay(event.end) - first];
      for (let week = Math.max(0, Math.floor(start / 7)); week <= Math.min(weeks - 1, Math.floor(end / 7)); week += 1) {
        const days = Math.min(end, 7 * week + 6) - Math.max(start, 7 * week) + 1;
        this.#add(event, week, (event.strength * days) / 7);
      }
    }
  }

  of(store: string, week: number): EventStrengths {
    const region = this.#region[week] ?? none;
    const own = this.#stores.get(store)?.get(week);
    return own ? sum(region, own) : region;
  }

  #add({ type, store }: GrocerEvent, week: number, strength: number): void {
    const added = { ...none, [type]: strength };
    if (store === undefined) {
      this.#region[week] = sum(this.#region[week] ?? none, added);
      return;
    }
    const weeks = this.#stores.get(store) ?? new Map<number, EventStrengths>();
    weeks.set(week, sum(weeks.get(week) ?? none, added));
    this.#stores.set(store, weeks);
  }
}

function sum(a: EventStrengths, b: EventStrengths): EventStrengths {
  return { holiday: a.holiday + b.holiday, sports: a.sports + b.sports, local: a.local + b.local };
}

function yearOf(day: number): number {
  return Number(isoDateOfEpochDay(day).slice(0, 4));
}
