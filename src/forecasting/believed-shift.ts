/**
 * How far the volume of a segment differs from one window to the next for reasons that nobody forecasts, as a standard deviation of logs,
 * and the number of windows that this assumption is worth.
 */
const windowShock = { deviation: 0.05, windows: 2 };

/**
 * How much of a shift that backtest windows show is used, in logs: `b · b² / (b² + (2·se)²)`. Its standard error is over windows, since the rows of
 * a window share its shocks. A deviation of 5%, assumed beforehand, counts as two windows, so that one or two windows prove little.
 *
 * @param shift b, of all windows together
 * @param deviations of the windows from it, in logs; at least one
 * @param windows how many windows of one size they are worth; > 0
 */
export function believedShift(shift: number, deviations: readonly number[], windows = deviations.length): number {
  const squares = deviations.reduce((sum, one) => sum + one ** 2, 0);
  const variance = (windowShock.windows * windowShock.deviation ** 2 + squares) / (windowShock.windows + windows - 1);
  const doubt = (4 * variance) / windows;
  return (shift * shift ** 2) / (shift ** 2 + doubt);
}
