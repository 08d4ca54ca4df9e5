import type { ErrorMetrics } from './metrics.ts';
import type { Aim } from './project.ts';

/**
 * What an aim makes small, as a share: MAPE, WAPE, or the mean of both. `unbiased` is for calibrations; forecasters that differ
 * otherwise are told apart by the mean of both, since the worst forecast can be free of bias. Where one of the two is undefined,
 * for want of sales, the other stands for it; `null` where both are.
 */
export function lossOf({ mape, wape }: Pick<ErrorMetrics, 'mape' | 'wape'>, aim: Aim): number | null {
  if (mape === null || wape === null) return mape ?? wape;
  if (aim === 'mape') return mape;
  if (aim === 'wape') return wape;
  return (mape + wape) / 2;
}
