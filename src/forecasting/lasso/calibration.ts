import type { LassoAim } from '../../contracts/project.ts';

/**
 * How far below the mean of the logs a forecast should lie. For log-normal units with variance v around mu the mean is
 * exp(mu + v/2), the median exp(mu), and the forecast with the least MAPE exp(mu − v), since errors are weighed by 1 / actual.
 * So forecasts are `mu − k·v`, and k is chosen for the measure the project aims at, on rows the fit has not seen.
 */
const shifts = Array.from({ length: 31 }, (_, i) => (i - 10) / 10);
const shiftSpacing = 0.1;

/** Forecast errors in units at every k, as sums: those of several sets of rows add up. */
export interface ShiftErrors {
  readonly nonZeroRows: number;
  readonly sumActual: number;
  /** Per k: sum of |error| / actual over the rows with an actual above zero. */
  readonly relative: Float64Array;
  /** Per k: sum of |error|. */
  readonly absolute: Float64Array;
  /** Per k: sum of error, forecast less actual. */
  readonly signed: Float64Array;
}

/** MAPE, WAPE and bias of a forecast, as shares; null where nothing was sold. */
interface ShiftedError {
  readonly mape: number | null;
  readonly wape: number | null;
  readonly bias: number | null;
}

/** Errors of a regression's forecasts. */
export interface CalibrationErrors {
  /** On the rows it was fitted on. */
  readonly training: ShiftErrors;
  /** On the rows each of its folds held out. */
  readonly heldOut: readonly ShiftErrors[];
}

/** The k some regressions share, and what it changes. JSON-serialisable. */
export interface Calibration {
  readonly aim: LassoAim;
  /** k, -1 … 2: variances the forecasts lie below the mean of the logs. */
  readonly shift: number;
  /** The rows k was chosen on: `training` where no fold held any out. */
  readonly basis: 'held-out and training' | 'training';
  /** The rows the errors are of. */
  readonly errorsOn: 'held-out' | 'training';
  readonly atShift: ShiftedError;
  readonly atZero: ShiftedError;
}

/**
 * Errors of `mu − k·v` at every k.
 *
 * @param logUnits log(1 + units)
 * @param mu one per row, in logs
 * @param variance v, one per row
 * @param ceiling log units no forecast exceeds
 */
export function shiftErrors(
  logUnits: Float64Array,
  mu: Float64Array,
  variance: Float64Array,
  ceiling: number,
): ShiftErrors {
  const [relative, absolute, signed] = [zeros(), zeros(), zeros()];
  let nonZeroRows = 0;
  let sumActual = 0;
  const most = Math.exp(ceiling);
  for (let i = 0; i < logUnits.length; i++) {
    const actual = Math.expm1(logUnits[i]!);
    if (actual > 0) nonZeroRows++;
    sumActual += actual;
    // The shifts are evenly spaced: one exponential for all, and a product for each.
    let units = Math.exp(mu[i]! - shifts[0]! * variance[i]!);
    const ratio = Math.exp(-shiftSpacing * variance[i]!);
    for (let k = 0; k < shifts.length; k++, units *= ratio) {
      const error = Math.max(0, Math.min(most, units) - 1) - actual;
      if (actual > 0) relative[k]! += Math.abs(error) / actual;
      absolute[k]! += Math.abs(error);
      signed[k]! += error;
    }
  }
  return { nonZeroRows, sumActual, relative, absolute, signed };
}

/**
 * One k for all regressions given: k hangs on the shape of the errors, which items share, and the held-out weeks of one item
 * are too few to estimate its own. Held-out errors are those of fits on fewer weeks than the final one, so they ask for more of a
 * shift than it needs, and the errors on training rows for less: both count, each set as much as the other.
 */
export function calibrate(regressions: readonly CalibrationErrors[], aim: LassoAim): Calibration {
  const training = sumOfErrors(regressions.map((errors) => errors.training));
  const heldOut = sumOfErrors(regressions.flatMap((errors) => errors.heldOut));
  if (heldOut.nonZeroRows === 0) {
    const shift = chooseShift(training, aim);
    return { aim, shift, basis: 'training', errorsOn: 'training', ...errorsAt(training, shift) };
  }
  const shift = chooseShift(addShiftErrors(heldOut, training, heldOut.nonZeroRows / training.nonZeroRows), aim);
  return { aim, shift, basis: 'held-out and training', errorsOn: 'held-out', ...errorsAt(heldOut, shift) };
}

/** The errors of several sets of rows together. */
export function sumOfErrors(errors: readonly ShiftErrors[]): ShiftErrors {
  const nothing = { nonZeroRows: 0, sumActual: 0, relative: zeros(), absolute: zeros(), signed: zeros() };
  return errors.reduce((sum, each) => addShiftErrors(sum, each), nothing);
}

/** `a + weight·b`. */
function addShiftErrors(a: ShiftErrors, b: ShiftErrors, weight = 1): ShiftErrors {
  const add = (x: Float64Array, y: Float64Array) => x.map((value, k) => value + weight * y[k]!);
  return {
    nonZeroRows: a.nonZeroRows + weight * b.nonZeroRows,
    sumActual: a.sumActual + weight * b.sumActual,
    relative: add(a.relative, b.relative),
    absolute: add(a.absolute, b.absolute),
    signed: add(a.signed, b.signed),
  };
}

/** The k that serves the aim best; 0 for `log-mean`, and where nothing was sold. Ties go to the k nearest 0. */
export function chooseShift(errors: ShiftErrors, aim: LassoAim): number {
  const nearestFirst = [...shifts.keys()].sort((a, b) => Math.abs(shifts[a]!) - Math.abs(shifts[b]!));
  let best = nearestFirst[0]!;
  for (const k of nearestFirst) if (lossAt(errors, k, aim) < lossAt(errors, best, aim)) best = k;
  return shifts[best]!;
}

function errorsAt(errors: ShiftErrors, shift: number): Pick<Calibration, 'atShift' | 'atZero'> {
  return { atShift: errorAt(errors, shifts.indexOf(shift)), atZero: errorAt(errors, shifts.indexOf(0)) };
}

function lossAt(errors: ShiftErrors, k: number, aim: LassoAim): number {
  const { mape, wape, bias } = errorAt(errors, k);
  if (mape === null || wape === null || bias === null) return 0;
  switch (aim) {
    case 'mape':
      return mape;
    case 'wape':
      return wape;
    case 'balanced':
      return (mape + wape) / 2;
    case 'unbiased':
      return Math.abs(bias);
    case 'log-mean':
      return 0;
  }
}

function errorAt({ nonZeroRows, sumActual, relative, absolute, signed }: ShiftErrors, k: number): ShiftedError {
  if (nonZeroRows === 0) return { mape: null, wape: null, bias: null };
  return { mape: relative[k]! / nonZeroRows, wape: absolute[k]! / sumActual, bias: signed[k]! / sumActual };
}

function zeros(): Float64Array {
  return new Float64Array(shifts.length);
}
