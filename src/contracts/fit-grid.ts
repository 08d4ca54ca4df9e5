import type { BacktestOptions } from './project.ts';

/** A shared fit is younger than this. Models are stale after 60 days by default: about as old as the oldest shared fit. */
const sharingWeeks = 10;

/**
 * Weeks between the fits of a backtest where windows share fits on a fixed grid, the same in every week's cycle; null where fits lie at
 * the cutoffs of windows: without sharing, and where the windows of one fit span more than the grid.
 *
 * Ten weeks and not fewer: the default four windows, three weeks apart, span nine, so they never need more than two fits.
 */
export function fitGridWeeks({
  refitEvery,
  stepSizeWeeks,
}: Pick<BacktestOptions, 'refitEvery' | 'stepSizeWeeks'>): number | null {
  return refitEvery > 1 && refitEvery * stepSizeWeeks <= sharingWeeks ? sharingWeeks : null;
}
