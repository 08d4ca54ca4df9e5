import type { Grid } from './grid.ts';
import { itemInStores } from './neighbours.ts';
import { ridge } from './ridge.ts';
import { asKnownAhead } from './week-matrix.ts';
import type { KnownAheadMatrix } from './week-matrix.ts';

/**
 * What the drivers known ahead explain of an item's log units: per item a ridge regression of (log units − mean of the
 * series) on the item's own log price, its promotions, promotions × price, weather, events and the other known-ahead
 * columns, and the log prices of the panel's leading items; columns centred per series, scaled per item, penalty 0.3·n. The
 * strong penalty is deliberate: all stores share a week's shock, so there are far fewer independent weeks than rows.
 */
export interface StageOne {
  /** Per item of the training panel: coefficients on the unscaled, centred drivers, in the order of `seriesDrivers`. */
  readonly coefficients: ReadonlyMap<string, Float64Array>;
  /** Items whose prices are drivers of every other item. */
  readonly leadingItems: readonly string[];
}

const penaltyPerRow = 0.3;

/** Fits stage one on the weeks up to the grid's cutoff. */
export function fitStageOne(grid: Grid, leadingItems: readonly string[]): StageOne {
  const drivers = driverReader(grid, leadingItems);
  const coefficients = new Map<string, Float64Array>();
  grid.items.forEach((item, index) => {
    const series = Array.from(grid.seriesItem.keys()).filter((s) => grid.seriesItem[s] === index);
    coefficients.set(item, fitItem(grid, series, drivers));
  });
  return { coefficients, leadingItems };
}

/**
 * The fitted log units of every series in every week (`eff`): the series' mean up to the cutoff plus what the drivers add.
 * A series without history takes its item's mean.
 */
export function driverEffect(stageOne: StageOne, grid: Grid): KnownAheadMatrix {
  const drivers = driverReader(grid, stageOne.leadingItems);
  const effect = new Float64Array(grid.nSeries * grid.nWeeks);
  const levels = seriesMeans(grid);
  for (let s = 0; s < grid.nSeries; s++) {
    const row = effect.subarray(s * grid.nWeeks, (s + 1) * grid.nWeeks).fill(levels[s]!);
    const coefficients = stageOne.coefficients.get(grid.items[grid.seriesItem[s]!]!);
    if (!coefficients) continue;
    const weeks = observedWeeks(grid, s);
    drivers(s).forEach((driver, k) => {
      const centre = meanAt(driver, weeks);
      for (let w = 0; w < grid.nWeeks; w++) row[w]! += coefficients[k]! * (driver[w]! - centre);
    });
  }
  // What it takes from the units are constants learned up to the cutoff; what varies by week are drivers.
  return asKnownAhead(effect);
}

/** The drivers of a series, `nWeeks` numbers each. */
type DriverReader = (series: number) => Float64Array[];

function driverReader(grid: Grid, leadingItems: readonly string[]): DriverReader {
  const { nWeeks } = grid;
  const logPrice = grid.price?.values;
  const indices = logPrice ? leadingItems.map((item) => grid.items.indexOf(item)) : [];
  const prices = indices.map((item) => (item < 0 ? null : itemInStores(grid, logPrice!, item)));
  return (series) => {
    const own = (values: Float64Array) => values.subarray(series * nWeeks, (series + 1) * nWeeks);
    const columns = grid.promotions.map((promotion) => own(promotion.values));
    if (logPrice) {
      const price = own(logPrice);
      const centre = meanAt(price, observedWeeks(grid, series));
      for (const promotion of grid.promotions) {
        columns.push(own(promotion.values).map((intensity, w) => intensity * (price[w]! - centre)));
      }
      columns.push(price);
    }
    for (const other of [...grid.weather, ...grid.events, ...grid.others]) columns.push(own(other.values));
    const item = grid.seriesItem[series]!;
    const store = grid.seriesStore[series]!;
    prices.forEach((price, k) => {
      // The item's own price is there already; a column of zeros keeps the order the same for every item.
      const absent = price === null || indices[k] === item;
      columns.push(absent ? new Float64Array(nWeeks) : price.subarray(store * nWeeks, (store + 1) * nWeeks));
    });
    return columns;
  };
}

function fitItem(grid: Grid, series: readonly number[], drivers: DriverReader): Float64Array {
  const p = series.length === 0 ? 0 : drivers(series[0]!).length;
  const gram = new Float64Array(p * p);
  const xy = new Float64Array(p);
  // Of one series at a time: its drivers, and last its log units.
  const centred = new Float64Array((p + 1) * (grid.cutoffIndex + 1));
  let rows = 0;
  for (const s of series) {
    const n = centre(grid, s, drivers(s), centred);
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

/** Writes drivers and log units of the observed weeks, each less its mean, one after the other; returns how many weeks. */
function centre(grid: Grid, series: number, drivers: readonly Float64Array[], into: Float64Array): number {
  const weeks = weeksWithUnits(grid, series);
  let place = 0;
  for (const values of [...drivers, grid.logUnits.subarray(series * grid.nWeeks)]) {
    const mean = meanAt(values, weeks);
    for (let i = 0; i < weeks.length; i++) into[place++] = values[weeks[i]!]! - mean;
  }
  return weeks.length;
}

/** Weeks up to the cutoff with units, or all of them for a series without any. */
function observedWeeks(grid: Grid, series: number): Int32Array {
  const observed = weeksWithUnits(grid, series);
  return observed.length > 0 ? observed : Int32Array.from({ length: grid.cutoffIndex + 1 }, (_, w) => w);
}

function weeksWithUnits(grid: Grid, series: number): Int32Array {
  const weeks = new Int32Array(grid.cutoffIndex + 1);
  let count = 0;
  for (let w = 0; w <= grid.cutoffIndex; w++) {
    if (!Number.isNaN(grid.logUnits[series * grid.nWeeks + w]!)) weeks[count++] = w;
  }
  return weeks.subarray(0, count);
}

function seriesMeans(grid: Grid): Float64Array {
  const means = new Float64Array(grid.nSeries);
  const sums = new Float64Array(grid.items.length);
  const counts = new Int32Array(grid.items.length);
  for (let s = 0; s < grid.nSeries; s++) {
    means[s] = meanAt(grid.logUnits.subarray(s * grid.nWeeks), observedWeeks(grid, s));
    if (Number.isNaN(means[s]!)) continue;
    sums[grid.seriesItem[s]!]! += means[s]!;
    counts[grid.seriesItem[s]!]!++;
  }
  return means.map((mean, s) => {
    const item = grid.seriesItem[s]!;
    return Number.isNaN(mean) ? sums[item]! / Math.max(1, counts[item]!) : mean;
  });
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
