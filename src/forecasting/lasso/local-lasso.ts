import type { LassoParameters } from '../../contracts/project.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import type { RowSpace } from '../features/row-space.ts';
import { shiftErrors, sumOfErrors } from './calibration.ts';
import type { CalibrationErrors, ShiftErrors } from './calibration.ts';
import { blocksOf, rowRange } from './cell-block.ts';
import type { CellBlock } from './cell-block.ts';
import { planDesign } from './cell-design.ts';
import { forecastRowsOf } from './cell-forecast.ts';
import { fitAtCells } from './cell-scaling.ts';
import { CellSums } from './cell-sums.ts';
import { targetsOfRows } from './cell-targets.ts';
import { fitValidated, foldEdges } from './cross-validation.ts';
import type { PathOptions } from './cross-validation.ts';
import { designMatrix, forecastClip } from './design.ts';
import type { Design } from './design.ts';
import { addGram } from './gram.ts';
import type { AddGram } from './gram-product.ts';
import type { LassoFit } from './lasso.ts';
import { linear } from './linear.ts';
import { localVariance, VarianceScale, varianceTarget } from './local-variance.ts';
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

/** A LASSO whose shift is still to be chosen, together with others' or on its own. */
export interface UncalibratedLasso {
  readonly model: Omit<LocalLasso, 'shift'>;
  readonly errors: CalibrationErrors;
  /** Per week of the space 1 where it is a target week of the rows in the Gram matrix. */
  readonly weeksUsed: Uint8Array;
  readonly diagnostics: LocalLassoDiagnostics;
}

/** A forecast may exceed the largest observed week, but not by more than this factor in logs (e ≈ 2.7 times). */
const headroom = 1;

/** Coefficients kept for people, per regression. */
const coefficientsShown = 10;

/**
 * Fits the mean, then the local variance on the same Gram matrices, and measures the errors a shift is chosen by. Every row of
 * the series counts, and none of them is ever held: see `CellDesign`.
 *
 * @param positions series of the space
 * @param storeNames store of every series of the space
 * @param product how X'X is multiplied out; plain JavaScript by default
 */
export function fitLocalLasso(
  space: RowSpace,
  positions: Int32Array,
  storeNames: readonly string[],
  promotions: readonly string[],
  parameters: LassoParameters,
  product: AddGram = addGram,
): UncalibratedLasso {
  const plan = planDesign(space, positions, storeNames, promotions);
  const blocks = blocksOf(plan, positions);
  const { first, last, weeksUsed, largest } = weekSpan(space, positions);
  const folds = timeFolds(first, last, parameters.nFolds, space.horizonWeeks - 1);
  const sums = new CellSums(plan, blocks, first, foldEdges(folds, last), product);
  const { scaling, moments } = sums;
  const fit = (y: (block: CellBlock) => Float64Array, options: PathOptions) => {
    const fitted = fitValidated(moments, sums.targets(y), folds, options);
    const heldOut = fitted.heldOut.map(({ fold, fit: held }) => ({ fold, fit: fitAtCells(held, scaling) }));
    return { ...fitted, heldOut, atCells: fitAtCells(fitted, scaling) };
  };
  const mu = fit(targetsOfRows, parameters);
  const residualsOf = (block: CellBlock) => {
    const forecast = forecastRowsOf(plan, block, mu.atCells, 0, last);
    return targetsOfRows(block).map((value, row) => value - forecast[row]!);
  };
  const logVariance = fit((block) => varianceTarget(residualsOf(block)), roughly(parameters));
  const variances = new VarianceScale();
  for (const block of blocks()) {
    variances.add(forecastRowsOf(plan, block, logVariance.atCells, 0, last), residualsOf(block));
  }
  const ceiling = largest + headroom;
  const errorsOf = (muFit: CellFit, varianceFit: CellFit, from: number, to: number): ShiftErrors => {
    const all: ShiftErrors[] = [];
    for (const block of blocks()) {
      const rows = rowRange(block, from, to);
      const logs = forecastRowsOf(plan, block, varianceFit, from, to);
      const variance = logs.map((value) => localVariance(value, variances.scale));
      const y = targetsOfRows(block).subarray(rows.from, rows.to);
      all.push(shiftErrors(y, forecastRowsOf(plan, block, muFit, from, to), variance, ceiling));
    }
    return sumOfErrors(all);
  };
  const { design } = scaling;
  const { rows, sums: columns } = moments.grams.at(-1)!;
  return {
    model: { design, mu, logVariance, varianceScale: variances.scale, ceiling },
    errors: {
      training: errorsOf(mu.atCells, logVariance.atCells, 0, last),
      heldOut: mu.heldOut.map(({ fold, fit: held }, k) => {
        const { validateFrom, validateUntil } = folds[fold]!;
        return errorsOf(held, logVariance.heldOut[k]!.fit, validateFrom, validateUntil);
      }),
    },
    weeksUsed,
    diagnostics: {
      rows,
      columns: columns.length,
      nonZero: mu.coefficients.reduce((count, value) => count + (value === 0 ? 0 : 1), 0),
      alpha: mu.alpha,
      dualGap: mu.dualGap,
      iterations: mu.iterations,
      validationErrors: mu.validationErrors,
      residualVariance: variances.meanSquare,
      topCoefficients: topCoefficients(design, mu.coefficients, space.columns, promotions, coefficientsShown),
    },
  };
}

/** How far errors scatter need not be known as well as the mean, and takes several times the sweeps of it. */
function roughly(parameters: LassoParameters): PathOptions {
  return {
    ...parameters,
    tolerance: 10 * parameters.tolerance,
    maxIterations: Math.ceil(parameters.maxIterations / 5),
  };
}

type CellFit = Pick<LassoFit, 'coefficients' | 'intercept'>;

/** The target weeks of some series' rows: the first and last, all of them, and the largest log units among them. */
function weekSpan({ nWeeks, stepsTo, logUnits }: RowSpace, positions: Int32Array) {
  const used = new Uint8Array(nWeeks);
  let largest = 0;
  for (const i of positions) {
    for (let w = 0; w < nWeeks; w++) {
      if (stepsTo[i * nWeeks + w] === 0) continue;
      used[w] = 1;
      largest = Math.max(largest, logUnits[i * nWeeks + w]!);
    }
  }
  return { first: used.indexOf(1), last: used.lastIndexOf(1), weeksUsed: used, largest };
}

/** What the regression says of some rows. */
export interface LocalForecast {
  /** Log units, >= 0. */
  readonly logUnits: Float64Array;
  /** Local variance of the log units. */
  readonly variance: Float64Array;
}

/** Forecasts of some rows. */
export function forecastLocalLasso(
  model: LocalLasso,
  rows: FeatureRows,
  chosen: Int32Array,
  storeOfRow: (row: number) => string,
): LocalForecast {
  const x = designMatrix(model.design, rows, chosen, storeOfRow, forecastClip);
  const mu = linear(model.mu, x);
  const variance = linear(model.logVariance, x).map((value) => localVariance(value, model.varianceScale));
  const logUnits = mu.map((value, i) => Math.min(model.ceiling, Math.max(0, value - model.shift * variance[i]!)));
  return { logUnits, variance };
}
