import type { RealisedErrors } from '../../contracts/cycle.ts';
import type { Week } from '../../contracts/week.ts';
import type { RecordedEvaluation } from '../../ports/dataset-catalogue.ts';

/** How published forecasts did in a week; null where nothing was sold, or the week was evaluated by code that did not say. */
export interface RealisedWeek {
  readonly week: Week;
  /** Forecasts of every step that has arrived. */
  readonly rows: number;
  /** Sold. */
  readonly units: number;
  /** Σ|actual − forecast| / Σ actual, of what was published and of the mean of the past. */
  readonly wape: number | null;
  readonly baselineWape: number | null;
  /** Mean of |actual − forecast| / actual over the rows with sales. */
  readonly mape: number | null;
  /** Σ(forecast − actual) / Σ actual: above 0, too much was forecast. */
  readonly bias: number | null;
  /** Share of actuals inside P10–P90. */
  readonly coverage: number | null;
}

/** Errors of each segment (`format/velocity`) by week, as they were evaluated last: a later cycle knows more steps of a week. */
export function errorsBySegment(
  evaluations: readonly RecordedEvaluation[],
): ReadonlyMap<string, readonly RealisedErrors[]> {
  const found = new Map<string, Map<Week, RealisedErrors>>();
  for (const { evaluation } of evaluations) {
    for (const [segment, errors] of Object.entries(evaluation.segments ?? {})) {
      const weeks = found.get(segment) ?? new Map<Week, RealisedErrors>();
      found.set(segment, weeks);
      for (const one of errors) weeks.set(one.week, one);
    }
  }
  return new Map(
    [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([segment, weeks]) => [segment, [...weeks.values()].sort((a, b) => (a.week < b.week ? -1 : 1))]),
  );
}

/** Figures by week, of one segment or of several together: sums are added up before they are divided. */
export function realisedWeeks(errors: readonly RealisedErrors[]): readonly RealisedWeek[] {
  return [...Map.groupBy(errors, ({ week }) => week)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, all]) => {
      const sum = (of: (one: RealisedErrors) => number | undefined): number | undefined =>
        all.reduce<number | undefined>((total, one) => {
          const value = of(one);
          return total === undefined || value === undefined ? undefined : total + value;
        }, 0);
      const units = sum((one) => one.units);
      return {
        week,
        rows: sum(({ rows }) => rows) ?? 0,
        units: units ?? 0,
        wape: share(
          sum(({ absoluteError }) => absoluteError),
          units,
        ),
        baselineWape: share(
          sum(({ baselineAbsoluteError }) => baselineAbsoluteError),
          units,
        ),
        mape: share(
          sum(({ relativeError }) => relativeError),
          sum(({ soldRows }) => soldRows),
        ),
        bias: share(
          sum(({ error }) => error),
          units,
        ),
        coverage: share(
          sum(({ insideInterval }) => insideInterval),
          sum(({ intervalRows }) => intervalRows),
        ),
      };
    });
}

function share(part: number | undefined, whole: number | undefined): number | null {
  return part === undefined || whole === undefined || whole === 0 ? null : part / whole;
}
