import type { BacktestOptions } from './project.ts';

/** A shared fit may be this old. The product calls a model stale after 60 days. */
const longestSharingWeeks = 8;

/**
 * Weeks between the fits of a backtest where windows share fits on a fixed grid, the same in every week's cycle; null where fits lie at
 * the cutoffs of windows: without sharing, and where the grid would be coarser than eight weeks.
 */
export function fitGridWeeks({
  refitEvery,
  stepSizeWeeks,
}: Pick<BacktestOptions, 'refitEvery' | 'stepSizeWeeks'>): number | null {
  const weeks = refitEvery * stepSizeWeeks;
  return refitEvery > 1 && weeks <= longestSharingWeeks ? weeks : null;
}
