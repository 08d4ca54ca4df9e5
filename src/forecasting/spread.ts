import { quantile } from './quantile.ts';
import type { Residuals } from './residuals.ts';

/**
 * How much a forecast errs against the others of its segment, as a factor on the width of its interval. JSON-serialisable. `member`: by
 * the local variance that members give; `volume`: `constant + slope / √(1 + forecast)`, since small numbers scatter more; `none`: all
 * alike. `usual` makes the mean factor of the backtest 1.
 */
export type SpreadModel =
  | { readonly by: 'none' }
  | { readonly by: 'member'; readonly usual: number }
  | { readonly by: 'volume'; readonly constant: number; readonly slope: number; readonly usual: number };

/** Rows a curve over the volume needs. */
const enoughRows = 200;
const volumeBins = 10;
/** No interval is made narrower or wider than this by its spread: tails of a model of the variance are guesses. */
const smallest = 0.25;
const largest = 4;

export function fitSpread(residuals: Residuals): SpreadModel {
  if (residuals.variance) {
    const usual = meanOf(residuals.variance.map(Math.sqrt));
    if (usual > 0) return { by: 'member', usual };
  }
  return byVolume(residuals);
}

/** The factor of one forecast. */
export function spreadOf(model: SpreadModel, logForecast: number, variance: number | undefined): number {
  if (model.by === 'none') return 1;
  if (model.by === 'member') return variance === undefined ? 1 : bounded(Math.sqrt(variance) / model.usual);
  return bounded((model.constant + model.slope * Math.exp(-logForecast / 2)) / model.usual);
}

/** A straight line through the median absolute residuals of bins of equal size, over 1 / √(1 + forecast). */
function byVolume({ values, logForecast }: Residuals): SpreadModel {
  if (values.length < enoughRows) return { by: 'none' };
  const order = [...values.keys()].sort((a, b) => logForecast[a]! - logForecast[b]!);
  const size = order.length / volumeBins;
  const points = Array.from({ length: volumeBins }, (_, bin) => {
    const rows = order.slice(Math.round(bin * size), Math.round((bin + 1) * size));
    const absolute = Float64Array.from(rows, (row) => Math.abs(values[row]!)).sort();
    const x = Float64Array.from(rows, (row) => Math.exp(-logForecast[row]! / 2));
    return { x: meanOf(x), y: quantile(absolute, 0.5) };
  });
  const meanX = meanOf(points.map(({ x }) => x));
  const meanY = meanOf(points.map(({ y }) => y));
  const spreadX = meanOf(points.map(({ x }) => (x - meanX) ** 2));
  const slope = spreadX > 0 ? meanOf(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spreadX : 0;
  const constant = meanY - slope * meanX;
  // A line that falls below zero, or with volume, is not one of noise that small numbers have.
  if (!(slope > 0 && constant > 0)) return { by: 'none' };
  const usual = meanOf(logForecast.map((value) => constant + slope * Math.exp(-value / 2)));
  return { by: 'volume', constant, slope, usual };
}

function bounded(factor: number): number {
  return Math.min(largest, Math.max(smallest, factor));
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length === 0 ? 0 : sum / values.length;
}
