import type { Details } from '../region/outcomes.ts';

type Segments = NonNullable<NonNullable<Details['result']>['evaluation']['segments']>;

/** Errors of a week over all segments, as shares of what was sold; null where nothing was. */
export interface WeekErrors {
  readonly week: string;
  readonly units: number;
  readonly published: number | null;
  readonly baseline: number | null;
}

/** Realised errors of all segments together, week by week. */
export function errorsByWeek(segments: Segments): readonly WeekErrors[] {
  const byWeek = Map.groupBy(Object.values(segments).flat(), ({ week }) => week);
  return [...byWeek]
    .map(([week, all]) => {
      const units = sumOf(all.map((one) => one.units));
      const share = (error: number): number | null => (units === 0 ? null : error / units);
      return {
        week,
        units,
        published: share(sumOf(all.map(({ absoluteError }) => absoluteError))),
        baseline: share(sumOf(all.map(({ baselineAbsoluteError }) => baselineAbsoluteError))),
      };
    })
    .toSorted((a, b) => (a.week < b.week ? -1 : 1));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
