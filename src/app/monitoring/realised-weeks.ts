import type { RealisedErrors } from '../../contracts/cycle.ts';
import type { Week } from '../../contracts/week.ts';
import type { RecordedEvaluation } from '../../ports/dataset-catalogue.ts';

/** How published forecasts did in a week; null where nothing was sold, or where all of it was evaluated by code that did not say. */
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
      const units = ({ units }: RealisedErrors): number => units;
      return {
        week,
        rows: all.reduce((sum, { rows }) => sum + rows, 0),
        units: all.reduce((sum, one) => sum + one.units, 0),
        wape: ratio(all, ({ absoluteError }) => absoluteError, units),
        baselineWape: ratio(all, ({ baselineAbsoluteError }) => baselineAbsoluteError, units),
        mape: ratio(
          all,
          ({ relativeError }) => relativeError,
          ({ soldRows }) => soldRows,
        ),
        bias: ratio(all, ({ error }) => error, units),
        coverage: ratio(
          all,
          ({ insideInterval }) => insideInterval,
          ({ intervalRows }) => intervalRows,
        ),
      };
    });
}

type Part = (one: RealisedErrors) => number | undefined;

/** Σ part / Σ whole over those that have both: what earlier code evaluated lacks some, and does not take the others with it. */
function ratio(errors: readonly RealisedErrors[], partOf: Part, wholeOf: Part): number | null {
  let [parts, wholes] = [0, 0];
  for (const one of errors) {
    const [part, whole] = [partOf(one), wholeOf(one)];
    if (part === undefined || whole === undefined) continue;
    parts += part;
    wholes += whole;
  }
  return wholes === 0 ? null : parts / wholes;
}
