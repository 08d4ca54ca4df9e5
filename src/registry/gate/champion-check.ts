import type { GateCheck } from '../../contracts/cycle.ts';
import type { Week } from '../../contracts/week.ts';
import { percent, withOption } from './figures.ts';

/** A backtest window on which challenger and production are compared, on the same series and steps. */
export interface ComparedWindow {
  readonly cutoff: Week;
  /**
   * `forecast again`: by the champion, which has seen no week after the cutoff; `published`: what production had forecast from the
   * cutoff at the time, since the champion has seen the weeks to forecast by now.
   */
  readonly by: 'forecast again' | 'published';
  readonly rows: number;
  /** Errors in the project's aim, as shares. */
  readonly challenger: number;
  readonly champion: number;
  /** Those of the seasonal member and of the mean, on the same rows. Left out where the challenger's rows have none. */
  readonly seasonal?: number;
  readonly baseline?: number;
}

export interface ChampionComparison {
  readonly version: string;
  /** Windows of the challenger's backtest. */
  readonly windows: number;
  readonly compared: readonly ComparedWindow[];
  /** The challenger's training ended before the champion's: it has been brought from elsewhere, or back. */
  readonly isOlder?: boolean;
  /** Why the champion could not forecast a window it has not seen. */
  readonly failure?: string;
}

/**
 * Not worse than the champion by more than the tolerance, over all rows that can be compared. Where there are none, a newer challenger
 * has the benefit of the doubt, and an older one has not.
 */
export function championCheck(comparison: ChampionComparison, tolerance: number, lossName: string): GateCheck {
  const { version, windows, compared, failure, isOlder = false } = comparison;
  const check = 'not worse than the champion';
  const rows = compared.reduce((sum, window) => sum + window.rows, 0);
  const trouble = failure === undefined ? '' : `; champion ${version} cannot forecast: ${failure}`;
  if (rows === 0) {
    const detail = `none of ${windows} windows compares: champion ${version} was trained on their weeks, and nothing was published from their cutoffs before`;
    const passed = !isOlder || failure !== undefined;
    const doubt = passed ? '' : '; trained on fewer weeks than the champion, it cannot show that it is better';
    return { check, passed, detail: `${detail}${doubt}${trouble}` };
  }
  const mean = (of: 'challenger' | 'champion'): number =>
    compared.reduce((sum, window) => sum + window.rows * window[of], 0) / rows;
  const [ours, theirs] = [mean('challenger'), mean('champion')];
  const means = (['forecast again', 'published'] as const).flatMap((by) => {
    const count = compared.filter((window) => window.by === by).length;
    return count === 0 ? [] : [`${count} ${by}`];
  });
  const passed = ours <= theirs * (1 + tolerance);
  return withOption('gate.championTolerance', {
    check,
    passed,
    detail: `${lossName} ${percent(ours)}, champion ${version} ${percent(theirs)}, tolerance ${percent(tolerance)}; ${compared.length} of ${windows} windows compare (${means.join(', ')}), ${rows} rows${trouble}`,
  });
}
