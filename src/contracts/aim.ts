import type { ErrorMetrics } from './metrics.ts';
import type { Aim } from './project.ts';

/** The errors that an aim looks at. */
export type AimErrors = Pick<ErrorMetrics, 'mape' | 'flooredMape' | 'wape'>;

/**
 * What an aim minimises: MAPE, WAPE, or both equally. `unbiased` is for calibrations; forecasters that differ otherwise are compared
 * as by `balanced`, since the worst forecast can be free of bias. MAPE is the one with a floor where there is one, so that rows near
 * zero decide nothing. Where one of the two is undefined, for lack of sales, the other is used; `null` where both are.
 *
 * @param reference errors of the seasonal member on the same rows. `balanced` is then the mean of both errors relative to these: 1 is
 *   as good as the seasonal member, and neither error counts more for being larger. Without it, it is their plain mean, a share
 */
export function lossOf(errors: AimErrors, aim: Aim, reference?: AimErrors): number | null {
  const { wape } = errors;
  const mape = robustMape(errors);
  if (mape === null || wape === null) return mape ?? wape;
  if (aim === 'mape') return mape;
  if (aim === 'wape') return wape;
  const scale = reference && scaleOf(reference);
  return scale ? (mape / scale.mape + wape / scale.wape) / 2 : (mape + wape) / 2;
}

/** MAPE with a floor, or plain where none was chosen. */
export function robustMape({ mape, flooredMape }: Pick<AimErrors, 'mape' | 'flooredMape'>): number | null {
  return flooredMape ?? mape;
}

/** `null` where the reference leaves nothing to divide by. */
function scaleOf(reference: AimErrors): { readonly mape: number; readonly wape: number } | null {
  const mape = robustMape(reference);
  const { wape } = reference;
  return mape !== null && wape !== null && mape > 0 && wape > 0 ? { mape, wape } : null;
}
