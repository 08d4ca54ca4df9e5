import type { RealisedErrors } from '../../contracts/cycle.ts';
import type { Week } from '../../contracts/week.ts';

/** A forecast whose actual has arrived, in units. */
interface RealisedRow {
  readonly units: number;
  readonly forecast: number;
  readonly baseline: number;
  /** NaN where it was published without an interval. */
  readonly p10: number;
  readonly p90: number;
}

type Sums = Record<Exclude<keyof RealisedErrors, 'week'>, number>;

const nothing: Sums = {
  ...{ rows: 0, units: 0, absoluteError: 0, baselineAbsoluteError: 0, error: 0 },
  ...{ soldRows: 0, relativeError: 0, intervalRows: 0, insideInterval: 0 },
};

/** Adds up errors by segment and target week. */
export class RealisedBySegment {
  readonly #sums = new Map<string, Map<Week, Sums>>();

  /** One forecast. One that is not a number counts nowhere. */
  add(segment: string, week: Week, { units, forecast, baseline, p10, p90 }: RealisedRow): void {
    if (Number.isNaN(forecast) || Number.isNaN(baseline)) return;
    const weeks = this.#sums.get(segment) ?? new Map<Week, Sums>();
    this.#sums.set(segment, weeks);
    const sum = weeks.get(week) ?? { ...nothing };
    weeks.set(week, sum);
    sum.rows += 1;
    sum.units += units;
    sum.absoluteError += Math.abs(forecast - units);
    sum.baselineAbsoluteError += Math.abs(baseline - units);
    sum.error += forecast - units;
    if (units !== 0) {
      sum.soldRows += 1;
      sum.relativeError += Math.abs(forecast - units) / units;
    }
    if (Number.isNaN(p10) || Number.isNaN(p90)) return;
    sum.intervalRows += 1;
    if (p10 <= units && units <= p90) sum.insideInterval += 1;
  }

  /** By segment, in order of names and weeks; sums rounded to a thousandth. */
  errors(): Readonly<Record<string, readonly RealisedErrors[]>> {
    return Object.fromEntries(
      [...this.#sums]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([segment, weeks]) => [
          segment,
          [...weeks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([week, sums]) => ({ week, ...roundedSums(sums) })),
        ]),
    );
  }
}

function roundedSums(sums: Sums): Sums {
  const rounded = Object.entries(sums).map(([name, value]) => [name, Math.round(1000 * value) / 1000]);
  return Object.fromEntries(rounded) as Sums;
}
