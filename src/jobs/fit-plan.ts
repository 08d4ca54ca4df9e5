/** One fit of a backtest and the windows it forecasts. */
export interface PlannedFit {
  /** Index of the last week the fit may see. */
  readonly cutoffIndex: number;
  /** Indices of the cutoffs it forecasts from: its own, and those of the windows before the next fit. */
  readonly forecastFrom: readonly number[];
  /** `window 3 of 4`: what a person is shown. */
  readonly name: string;
}

/**
 * The fits of a backtest: one at every `refitEvery`-th window, oldest first. No fit forecasts from before its own cutoff.
 *
 * @param cutoffIndices cutoffs of the windows, rising
 */
export function planFits(cutoffIndices: readonly number[], refitEvery: number): PlannedFit[] {
  const fits: PlannedFit[] = [];
  for (let window = 0; window < cutoffIndices.length; window += refitEvery) {
    const forecastFrom = cutoffIndices.slice(window, window + refitEvery);
    const last = window + forecastFrom.length;
    const span = forecastFrom.length === 1 ? `window ${last}` : `windows ${window + 1} to ${last}`;
    fits.push({
      cutoffIndex: cutoffIndices[window] as number,
      forecastFrom,
      name: `${span} of ${cutoffIndices.length}`,
    });
  }
  return fits;
}
