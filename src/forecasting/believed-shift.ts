/** Standard deviation of the logs of a segment's volume from one window to the next, for reasons nobody forecasts, and the number of windows that this is worth. */
const windowShock = { deviation: 0.05, windows: 2 };

/**
 * How much of a shift that backtest windows show is used, in logs: `b · b² / (b² + (2·se)²)`. Its standard error is over windows, which share a
 * shock each; before any is seen they are taken to differ by 5%, so that one or two of them prove little.
 *
 * @param shift b, of all windows together
 * @param ofWindows the same of each window alone; at least one
 */
export function believedShift(shift: number, ofWindows: readonly number[]): number {
  const { deviation, windows } = windowShock;
  const squares = ofWindows.reduce((sum, own) => sum + (own - shift) ** 2, 0);
  const variance = (windows * deviation ** 2 + squares) / (windows + ofWindows.length - 1);
  const doubt = (4 * variance) / ofWindows.length;
  return (shift * shift ** 2) / (shift ** 2 + doubt);
}
