import { addWeeks, type Week } from '../../contracts/week.ts';
import type { GrocerSettings } from '../settings.ts';

/** Weeks at the end whose files came week by week; those before are kept by the half year. */
const weeklyFiles = 8;
/** Weeks of a file of the history. */
const blockWeeks = 26;
/** Weeks whose shipments come out of the old warehouse, as Parquet. */
const warehouseWeeks = 52;

/** The file in which a week is delivered. */
export interface Period {
  /** E.g. `history-2017-01-02` or `week-2019-11-04`; sorts by time. */
  readonly stem: string;
  /** Whether it holds many weeks, packed. */
  readonly isHistory: boolean;
  readonly isWarehouse: boolean;
  readonly isLastWeek: boolean;
  /** Folder it is put into: `landing`, or `arrivals/<week>` for what comes later. */
  readonly folder: string;
}

/** The file of the week with the given index. `ahead` weeks before the week itself is over it is delivered already. */
export function periodOf(settings: GrocerSettings, index: number, ahead = 0): Period {
  const { weeks, from } = settings;
  const historyEnd = weeks - weeklyFiles;
  if (index >= historyEnd) {
    const arrives = index - ahead >= weeks;
    return {
      stem: `week-${addWeeks(from, index)}`,
      ...{ isHistory: false, isWarehouse: false, isLastWeek: true },
      folder: arrives ? arrivalFolder(addWeeks(from, index - ahead)) : 'landing',
    };
  }
  const start = blockWeeks * Math.floor(index / blockWeeks);
  return {
    stem: `history-${addWeeks(from, start)}`,
    isHistory: true,
    isWarehouse: start < warehouseWeeks,
    isLastWeek: index + 1 === Math.min(start + blockWeeks, historyEnd),
    folder: 'landing',
  };
}

function arrivalFolder(week: Week): string {
  return `arrivals/${week}`;
}
