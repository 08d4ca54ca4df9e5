import type { Week } from '../../contracts/week.ts';
import { randomStream } from '../../forecasting/random.ts';
import type { RegionModel } from '../model/region-model.ts';
import type { GrocerSettings } from '../settings.ts';

/** Weeks before the first arriving one for which a correction comes late. */
const lateCorrectionWeeks = 3;

interface Corrected {
  readonly series: number;
  /** What was reported at first. */
  readonly reported: number;
}

/** The name of a correction sorts after that of the file it corrects, and before the next one's. */
export function correctionName(stem: string, monday: Week): string {
  return `${stem}-corrected-${monday}`;
}

/**
 * Which store weeks of a region are reported wrong at first. Where weeks are held back to arrive, the last region has one
 * more: a single slow item of a large store, whose correction is held back as well.
 */
export class CorrectionPlan {
  readonly #model: RegionModel;
  /** Stores by week. */
  readonly #stores = new Map<number, number[]>();
  readonly #lateWeek: number | undefined;
  #corrected: Corrected[] = [];

  constructor(settings: GrocerSettings, model: RegionModel, isLastRegion: boolean) {
    const { seed, weeks, corrections, regions, arrivals } = settings;
    this.#model = model;
    this.#lateWeek = isLastRegion && arrivals > 0 ? weeks - lateCorrectionWeeks : undefined;
    const random = randomStream(seed, 'corrections', model.region.name);
    const own = isLastRegion
      ? corrections - (regions - 1) * Math.floor(corrections / regions)
      : Math.floor(corrections / regions);
    for (let count = 0; count < own; count += 1) {
      const week = Math.floor(random() * (weeks - lateCorrectionWeeks));
      const stores = this.#stores.get(week) ?? [];
      stores.push(Math.floor(random() * model.stores.length));
      this.#stores.set(week, stores);
    }
  }

  /** Units as they are reported at first, for the week that the model has drawn. */
  reportedUnits(week: number): Int32Array {
    const { units } = this.#model.sales;
    this.#corrected = this.#seriesOf(week).map((series) => {
      return { series, reported: mistaken(units[series]!) };
    });
    if (this.#corrected.length === 0) return units;
    const reported = Int32Array.from(units);
    for (const { series, reported: wrong } of this.#corrected) reported[series] = wrong;
    return reported;
  }

  /** What is corrected of the week that was asked for last. */
  correctedSeries(): readonly Corrected[] {
    return this.#corrected;
  }

  comesLate(week: number): boolean {
    return week === this.#lateWeek;
  }

  #seriesOf(week: number): number[] {
    const { seriesStore, seriesItem, sales, items, stores } = this.#model;
    const wrong = this.#stores.get(week);
    if (week !== this.#lateWeek && !wrong) return [];
    const sold = [...seriesStore.keys()].filter((series) => sales.units[series]! > 0);
    if (week === this.#lateWeek) {
      const slow = sold.filter(
        (series) =>
          stores[seriesStore[series]!]!.banner.format === 'large' && items[seriesItem[series]!]!.pace === 'slow',
      );
      return slow.slice(-1);
    }
    return sold.filter((series) => series % 3 === 0 && wrong?.includes(seriesStore[series]!));
  }
}

/** A count that a tired clerk writes down: half, or half as much again. */
function mistaken(units: number): number {
  return units % 2 === 0 ? units / 2 : units + Math.ceil(units / 2);
}
