import type { LassoParameters } from '../../contracts/project.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import { shiftErrors } from './calibration.ts';
import type { CalibrationErrors } from './calibration.ts';
import { FoldedRows } from './cross-validation.ts';
import type { CrossValidatedFit } from './cross-validation.ts';
import { designMatrix, fitDesign, forecastClip } from './design.ts';
import type { Design } from './design.ts';
import type { AddGram } from './gram-product.ts';
import type { LassoFit } from './lasso.ts';
import { linear } from './linear.ts';
import { localVariance, varianceScale, varianceTarget } from './local-variance.ts';
import type { Matrix } from './matrix.ts';
import { timeFolds } from './time-folds.ts';
import { topCoefficients } from './top-coefficients.ts';
import type { NamedCoefficient } from './top-coefficients.ts';

/** One LASSO with its variance: of an item, or of a whole segment. Forecasts `mu − k·v` in log units. */
export interface LocalLasso {
  readonly design: Design;
  /** The mean of the log units. */
  readonly mu: Pick<LassoFit, 'coefficients' | 'intercept'>;
  /** The log of the squared residual. */
  readonly logVariance: Pick<LassoFit, 'coefficients' | 'intercept'>;
  /** Factor that makes the mean of exp(logVariance) the residual variance. */
  readonly varianceScale: number;
  /** k: how many variances below the mean of the logs the forecast lies, -1 … 2. */
  readonly shift: number;
  /** Log units no forecast exceeds. */
  readonly ceiling: number;
}

/** JSON facts about a fit, for people. */
interface LocalLassoDiagnostics {
  readonly rows: number;
  readonly columns: number;
  readonly nonZero: number;
  readonly alpha: number;
  readonly dualGap: number;
  readonly iterations: number;
  readonly validationErrors: readonly number[];
  readonly residualVariance: number;
  /** The columns that matter most to the mean of the logs. */
  readonly topCoefficients: readonly NamedCoefficient[];
}

/** A LASSO whose shift is still to be chosen, beside others' or on its own. */
export interface UncalibratedLasso {
  readonly model: Omit<LocalLasso, 'shift'>;
  readonly errors: CalibrationErrors;
  readonly diagnostics: LocalLassoDiagnostics;
}

/** A forecast may exceed the largest observed week, but not by more than this factor in logs (e ≈ 2.7 times). */
const headroom = 1;

/** Coefficients kept for people, per regression. */
const coefficientsShown = 10;

/**
 * Fits the mean, then the local variance on the same Gram matrices, and measures the errors a shift is chosen by.
 *
 * @param chosen training rows
 * @param product how X'X is multiplied out; plain JavaScript by default
 */
export function fitLocalLasso(
  rows: FeatureRows,
  chosen: Int32Array,
  storeOfRow: (row: number) => string,
  promotions: readonly string[],
  horizonWeeks: number,
  parameters: LassoParameters,
  product?: AddGram,
): UncalibratedLasso {
  const week = (row: number) => rows.cutoff[row]! + rows.step[row]!;
  const ordered = Int32Array.from(chosen).sort((a, b) => week(a) - week(b) || a - b);
  const weeks = ordered.map(week);
  const y = Float64Array.from(ordered, (row) => rows.target[row]!);
  const design = fitDesign(rows, ordered, storeOfRow, promotions);
  const x = designMatrix(design, rows, ordered, storeOfRow, Number.POSITIVE_INFINITY);
  const folds = timeFolds(weeks[0]!, weeks.at(-1)!, parameters.nFolds, horizonWeeks - 1);
  const folded = new FoldedRows(x, weeks, folds, product);
  const mu = folded.fit(y, parameters);
  const fitted = linear(mu, x);
  const residuals = y.map((value, i) => value - fitted[i]!);
  const logVariance = folded.fit(varianceTarget(residuals), parameters);
  const rawVariance = linear(logVariance, x);
  const scale = varianceScale(rawVariance, residuals);
  const ceiling = y.reduce((largest, value) => Math.max(largest, value), 0) + headroom;
  const variance = (logs: Float64Array) => logs.map((value) => localVariance(value, scale));
  const heldOut = mu.heldOut.map(({ from, to, fit }, k) => {
    const logs = linear(logVariance.heldOut[k]!.fit, x, from, to);
    return shiftErrors(y.subarray(from, to), linear(fit, x, from, to), variance(logs), ceiling);
  });
  return {
    model: { design, mu, logVariance, varianceScale: scale, ceiling },
    errors: { training: shiftErrors(y, fitted, variance(rawVariance), ceiling), heldOut },
    diagnostics: {
      ...diagnose(mu, x, residuals),
      topCoefficients: topCoefficients(design, mu.coefficients, rows.columns, promotions, coefficientsShown),
    },
  };
}

/** Forecasts in log units, >= 0. */
export function forecastLocalLasso(
  model: LocalLasso,
  rows: FeatureRows,
  chosen: Int32Array,
  storeOfRow: (row: number) => string,
): Float64Array {
  const x = designMatrix(model.design, rows, chosen, storeOfRow, forecastClip);
  const mu = linear(model.mu, x);
  const logVariance = linear(model.logVariance, x);
  return mu.map((value, i) => {
    const shifted = value - model.shift * localVariance(logVariance[i]!, model.varianceScale);
    return Math.min(model.ceiling, Math.max(0, shifted));
  });
}

function diagnose(
  mu: CrossValidatedFit,
  x: Matrix,
  residuals: Float64Array,
): Omit<LocalLassoDiagnostics, 'topCoefficients'> {
  return {
    rows: x.rows,
    columns: x.columns,
    nonZero: mu.coefficients.reduce((count, value) => count + (value === 0 ? 0 : 1), 0),
    alpha: mu.alpha,
    dualGap: mu.dualGap,
    iterations: mu.iterations,
    validationErrors: mu.validationErrors,
    residualVariance: residuals.reduce((sum, value) => sum + value * value, 0) / x.rows,
  };
}
