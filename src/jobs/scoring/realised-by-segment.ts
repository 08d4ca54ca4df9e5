import type { RealisedErrors } from '../../contracts/cycle.ts';
import type { Week } from '../../contracts/week.ts';

/** Adds up absolute errors by segment and target week. */
export class RealisedBySegment {
  readonly #sums = new Map<string, Map<Week, { rows: number; units: number; forecast: number; baseline: number }>>();

  /** One forecast whose actual has arrived, in units. A forecast that is not a number counts nowhere. */
  add(
    segment: string,
    week: Week,
    { units, forecast, baseline }: { readonly units: number; readonly forecast: number; readonly baseline: number },
  ): void {
    if (Number.isNaN(forecast) || Number.isNaN(baseline)) return;
    const weeks =
      this.#sums.get(segment) ?? new Map<Week, { rows: number; units: number; forecast: number; baseline: number }>();
    this.#sums.set(segment, weeks);
    const sum = weeks.get(week) ?? { rows: 0, units: 0, forecast: 0, baseline: 0 };
    weeks.set(week, sum);
    sum.rows += 1;
    sum.units += units;
    sum.forecast += Math.abs(forecast - units);
    sum.baseline += Math.abs(baseline - units);
  }

  /** By segment, in order of names and weeks; sums rounded to a thousandth of a unit. */
  errors(): Readonly<Record<string, readonly RealisedErrors[]>> {
    return Object.fromEntries(
      [...this.#sums]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([segment, weeks]) => [
          segment,
          [...weeks]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([week, { rows, units, forecast, baseline }]) => ({
              week,
              rows,
              units: rounded(units),
              absoluteError: rounded(forecast),
              baselineAbsoluteError: rounded(baseline),
            })),
        ]),
    );
  }
}

function rounded(value: number): number {
  return Math.round(1000 * value) / 1000;
}
