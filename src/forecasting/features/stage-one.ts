import { driverReader } from './drivers.ts';
import type { DriverReader, StageOneDrivers } from './drivers.ts';
import type { Grid } from './grid.ts';
import { ridge } from './ridge.ts';
import { trailingMean } from './trailing.ts';
import { asKnownAhead } from './week-matrix.ts';
import type { KnownAheadMatrix } from './week-matrix.ts';

/**
 * What the drivers known ahead explain of an item's log units: per item a ridge regression of (log units − mean of the
 * series) on the item's own log price, its promotions, promotions × price, weather, events and the other known-ahead
 * columns, the log prices of the panel's leading items and, where the data reaches over more than a year, the week of the
 * year and the holidays; columns and log units centred per series (where there is a season, freed of a linear trend too), scaled per item, penalty 0.3·n. The strong penalty is deliberate: all
 * stores share a week's shock, so there are far fewer independent weeks than rows.
 */
export interface StageOne extends StageOneDrivers {
  /** Per item of the training panel: coefficients on the unscaled drivers, in the order of `driverReader`. */
  readonly coefficients: ReadonlyMap<string, Float64Array>;
}

/** What stage one explains, series × week, in logs. Neither part knows the level of a series. */
export interface DriverEffects {
  /** Of prices, promotions and the other columns: how much more than usual, usual being the mean of the year so far. */
  readonly data: KnownAheadMatrix;
  /** Of the week of the year and the holidays; 0 without them. */
  readonly season: KnownAheadMatrix;
}

const penaltyPerRow = 0.3;
/** What the drivers explain is compared with the mean of this many weeks up to the week itself. */
export const usualWeeks = 52;

/** Fits stage one on the weeks up to the grid's cutoff. */
export function fitStageOne(grid: Grid, known: StageOneDrivers): StageOne {
  const drivers = driverReader(grid, known);
  const coefficients = new Map<string, Float64Array>();
  const ofItem = Map.groupBy(grid.seriesItem.keys(), (s) => grid.seriesItem[s]!);
  grid.items.forEach((item, index) =>
    coefficients.set(item, fitItem(grid, ofItem.get(index) ?? [], drivers, known.seasonal)),
  );
  return { ...known, coefficients };
}

/** The effects of the drivers in every week. An item that stage one does not know has none. */
export function driverEffects(stageOne: StageOne, grid: Grid): DriverEffects {
  const { nWeeks } = grid;
  const drivers = driverReader(grid, stageOne);
  const data = new Float64Array(grid.nSeries * nWeeks);
  const season = new Float64Array(grid.nSeries * nWeeks);
  for (let s = 0; s < grid.nSeries; s++) {
    const coefficients = stageOne.coefficients.get(grid.items[grid.seriesItem[s]!]!);
    if (!coefficients || coefficients.length === 0) continue;
    const own = drivers(s);
    addProducts(own.data, coefficients, data.subarray(s * nWeeks, (s + 1) * nWeeks));
    addProducts(own.season, coefficients.subarray(own.data.length), season.subarray(s * nWeeks, (s + 1) * nWeeks));
  }
  const usual = trailingMean(data, nWeeks, { length: usualWeeks });
  for (let cell = 0; cell < data.length; cell++) data[cell]! -= usual[cell]!;
  // Coefficients were learned from the units of the training weeks; what varies by week are drivers.
  return { data: asKnownAhead(data), season: asKnownAhead(season) };
}

function addProducts(columns: readonly Float64Array[], coefficients: Float64Array, into: Float64Array): void {
  columns.forEach((column, k) => {
    const coefficient = coefficients[k]!;
    if (coefficient === 0) return;
    for (let w = 0; w < into.length; w++) into[w]! += coefficient * column[w]!;
  });
}

function fitItem(grid: Grid, series: readonly number[], drivers: DriverReader, trend: boolean): Float64Array {
  const columns = (one: number) => [...drivers(one).data, ...drivers(one).season];
  const p = series.length === 0 ? 0 : columns(series[0]!).length;
  const gram = new Float64Array(p * p);
  const xy = new Float64Array(p);
  // Of one series at a time: its drivers, and last its log units.
  const centred = new Float64Array((p + 1) * (grid.cutoffIndex + 1));
  let rows = 0;
  for (const s of series) {
    const n = centre(grid, s, columns(s), trend, centred);
    rows += n;
    for (let j = 0; j <= p; j++) addDots(centred, j, n, j < p ? gram.subarray(j * p, j * p + j + 1) : xy);
  }
  const scales = Float64Array.from({ length: p }, (_, j) => Math.sqrt(gram[j * p + j]! / Math.max(1, rows)));
  for (let j = 0; j < p; j++) {
    const inverse = scales[j]! > 1e-9 ? 1 / scales[j]! : 0;
    xy[j]! *= inverse;
    for (let k = 0; k < p; k++) {
      // Only the lower triangle is filled, and only it is read.
      gram[j * p + k]! *= inverse;
      gram[k * p + j]! *= inverse;
    }
  }
  const scaled = ridge(gram, xy, penaltyPerRow * Math.max(1, rows));
  return scaled.map((value, j) => (scales[j]! > 1e-9 ? value / scales[j]! : 0));
}

/**
 * Writes drivers and log units of the observed weeks, each less its mean and, with a season, its trend, one after the other; returns
 * how many weeks. Growth is no season: left in, part of it would go into the week of the year.
 */
function centre(
  grid: Grid,
  series: number,
  columns: readonly Float64Array[],
  trend: boolean,
  into: Float64Array,
): number {
  const weeks = weeksWithUnits(grid, series);
  const n = weeks.length;
  const middle = weeks.reduce((sum, week) => sum + week, 0) / Math.max(1, n);
  const spread = weeks.reduce((sum, week) => sum + (week - middle) ** 2, 0);
  let place = 0;
  for (const values of [...columns, grid.logUnits.subarray(series * grid.nWeeks)]) {
    const mean = meanAt(values, weeks);
    let slope = 0;
    if (trend && spread > 0) {
      for (let i = 0; i < n; i++) slope += ((weeks[i]! - middle) * values[weeks[i]!]!) / spread;
    }
    for (let i = 0; i < n; i++) into[place++] = values[weeks[i]!]! - mean - slope * (weeks[i]! - middle);
  }
  return n;
}

function weeksWithUnits(grid: Grid, series: number): Int32Array {
  const weeks = new Int32Array(grid.cutoffIndex + 1);
  let count = 0;
  for (let w = 0; w <= grid.cutoffIndex; w++) {
    if (!Number.isNaN(grid.logUnits[series * grid.nWeeks + w]!)) weeks[count++] = w;
  }
  return weeks.subarray(0, count);
}

function meanAt(values: Float64Array, weeks: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < weeks.length; i++) sum += values[weeks[i]!]!;
  return weeks.length === 0 ? 0 : sum / weeks.length;
}

/**
 * Adds the dot products of a row of a matrix with its first rows, four at a time, since each number read then serves four sums.
 *
 * @param matrix row-major, `n` numbers a row
 * @param sums one for each of the first rows; added to
 */
function addDots(matrix: Float64Array, row: number, n: number, sums: Float64Array): void {
  const start = row * n;
  let k = 0;
  for (; k + 4 <= sums.length; k += 4) {
    let [first, second, third, fourth] = [0, 0, 0, 0];
    let other = k * n;
    for (let i = start; i < start + n; i++, other++) {
      const value = matrix[i]!;
      first += value * matrix[other]!;
      second += value * matrix[other + n]!;
      third += value * matrix[other + 2 * n]!;
      fourth += value * matrix[other + 3 * n]!;
    }
    sums[k]! += first;
    sums[k + 1]! += second;
    sums[k + 2]! += third;
    sums[k + 3]! += fourth;
  }
  for (; k < sums.length; k++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += matrix[start + i]! * matrix[k * n + i]!;
    sums[k]! += sum;
  }
}
