import type { Panel } from '../../src/forecasting/index.ts';
import type { SimpleForecast } from './protocol.ts';

/** Weeks of a year that sales are compared over. */
const yearWeeks = 52;

/** Units of a series up to a cutoff, missing weeks left out. */
export function knownUnits(panel: Panel, series: number, cutoffIndex: number, from = 0): Float64Array {
  const start = series * panel.weeks.length;
  return panel.units
    .subarray(start + Math.max(0, from), start + cutoffIndex + 1)
    .filter((units) => !Number.isNaN(units));
}

/** The median of each series' weeks with sales figures up to the cutoff. */
export function median(panel: Panel, cutoffIndex: number): SimpleForecast {
  return ofSeries((series) => {
    const sorted = knownUnits(panel, series, cutoffIndex).sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  });
}

/**
 * The geometric mean of the eight weeks up to the cutoff, a week without units counted as one unit; of all weeks where those eight
 * have no figures.
 */
export function meanOfEight(panel: Panel, cutoffIndex: number): SimpleForecast {
  return ofSeries((series) => {
    const recent = knownUnits(panel, series, cutoffIndex, cutoffIndex - 7);
    const used = recent.length > 0 ? recent : knownUnits(panel, series, cutoffIndex);
    return Math.exp(used.reduce((sum, units) => sum + Math.log(Math.max(1, units)), 0) / used.length);
  });
}

/** The week a year before the target week; `otherwise` where it has no figure. */
export function lastYear(panel: Panel, cutoffIndex: number, otherwise: SimpleForecast): SimpleForecast {
  return (series, step) => {
    const index = cutoffIndex + step - yearWeeks;
    const units = index < 0 ? Number.NaN : panel.units[series * panel.weeks.length + index]!;
    return Number.isNaN(units) ? otherwise(series, step) : units;
  };
}

/** One number per series, worked out when it is first asked for. */
export function ofSeries(forecast: (series: number) => number): SimpleForecast {
  const known = new Map<number, number>();
  return (series) => {
    const found = known.get(series) ?? forecast(series);
    known.set(series, found);
    return found;
  };
}
