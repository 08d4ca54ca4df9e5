/** What one series sold, and what season and trend of its item make of a level of 1, week by week. */
export interface SeriesHistory {
  /** Units, NaN where nothing is known. */
  readonly units: Float64Array;
  /** Factor per week, >= 0. */
  readonly factor: Float64Array;
}

/** Weeks after which a week counts half, from quick to slow. */
const halfLives = [2, 4, 8, 13, 26, 52] as const;
/** Weeks over which half-lives are compared: the last year. */
const comparedWeeks = 52;
/** Weeks a series runs before its level is judged. */
const warmUpWeeks = 8;

/**
 * The level of a series: units over factors, both discounted by age, `Σ ω·units / Σ ω·factor` with `ω = 2^(−age / halfLife)`. A
 * missing week counts in neither sum, so a gap leaves the level as it was. `null` without any history.
 */
export function discountedLevel({ units, factor }: SeriesHistory, halfLifeWeeks: number): number | null {
  const levels = levelsByWeek({ units, factor }, halfLifeWeeks);
  const last = levels.at(-1) ?? Number.NaN;
  return Number.isNaN(last) ? null : last;
}

/**
 * The half-life whose levels would have forecast the last year best, in units, from `step` weeks before. With nothing to compare
 * by, the middle one.
 */
export function chooseHalfLife(histories: Iterable<SeriesHistory>, step: number): number {
  const errors = halfLives.map(() => 0);
  let compared = 0;
  for (const history of histories) {
    const weeks = history.units.length;
    halfLives.forEach((halfLife, index) => {
      const levels = levelsByWeek(history, halfLife);
      for (let week = Math.max(warmUpWeeks + step, weeks - comparedWeeks); week < weeks; week++) {
        const error = Math.abs(levels[week - step]! * history.factor[week]! - history.units[week]!);
        if (Number.isNaN(error)) continue;
        errors[index]! += error;
        compared++;
      }
    });
  }
  return compared === 0 ? 13 : halfLives[errors.indexOf(Math.min(...errors))]!;
}

/** The level after each week; NaN before the first observation. */
function levelsByWeek({ units, factor }: SeriesHistory, halfLifeWeeks: number): Float64Array {
  const kept = 2 ** (-1 / halfLifeWeeks);
  let sold = 0;
  let expected = 0;
  return units.map((value, week) => {
    sold *= kept;
    expected *= kept;
    if (!Number.isNaN(value)) {
      sold += value;
      expected += factor[week]!;
    }
    return expected > 0 ? sold / expected : Number.NaN;
  });
}
