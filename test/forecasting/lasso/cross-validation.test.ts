import { describe, expect, it } from 'vitest';
import { FoldedRows } from '../../../src/forecasting/lasso/cross-validation.ts';
import { alphaGrid, alphaMax, lassoPath, problemOf } from '../../../src/forecasting/lasso/lasso.ts';
import { linear } from '../../../src/forecasting/lasso/linear.ts';
import type { Matrix } from '../../../src/forecasting/lasso/matrix.ts';
import { timeFolds } from '../../../src/forecasting/lasso/time-folds.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

const options = { tolerance: 1e-12, maxIterations: 10_000, nAlphas: 8, minAlphaRatio: 1e-3 };
const perWeek = 5;
const weeks = 40;
const columns = 6;
const random = randomStream(11);
const rows = perWeek * weeks;
const x: Matrix = { rows, columns, values: Float64Array.from({ length: rows * columns }, () => random() - 0.5) };
const y = Float64Array.from({ length: rows }, (_, r) => 2 * x.values[r * columns]! + random());
const week = Int32Array.from({ length: rows }, (_, r) => Math.floor(r / perWeek));

function rowsBetween(from: number, until: number): { readonly x: Matrix; readonly y: Float64Array } {
  const [start, end] = [from * perWeek, (until + 1) * perWeek];
  const values = x.values.slice(start * columns, end * columns);
  return { x: { rows: end - start, columns, values }, y: y.slice(start, end) };
}

describe('FoldedRows', () => {
  const folds = timeFolds(0, weeks - 1, 3, 1);
  const fit = new FoldedRows(x, week, folds).fit(y, options);
  const whole = problemOf(x, y);
  const alphas = alphaGrid(alphaMax(whole), options.nAlphas, options.minAlphaRatio);

  it('validates as if every fold were fitted and predicted on its own', () => {
    fit.validationErrors.forEach((error, i) => {
      let squares = 0;
      let count = 0;
      for (const { trainUntil, validateFrom, validateUntil } of folds) {
        const train = rowsBetween(0, trainUntil);
        const { coefficients, intercept } = lassoPath(problemOf(train.x, train.y), alphas.slice(0, i + 1), options)[i]!;
        const held = rowsBetween(validateFrom, validateUntil);
        held.y.forEach((actual, r) => {
          let forecast = intercept;
          for (let j = 0; j < columns; j++) forecast += held.x.values[r * columns + j]! * coefficients[j]!;
          squares += (actual - forecast) ** 2;
          count++;
        });
      }
      expect(error).toBeCloseTo(squares / count, 9);
    });
  });

  it('refits on all rows at the alpha with the least error', () => {
    const best = fit.validationErrors.indexOf(Math.min(...fit.validationErrors));
    expect(fit.alpha).toBeCloseTo(alphas[best]!, 12);
    const refit = lassoPath(whole, alphas.slice(0, best + 1), options)[best]!;
    refit.coefficients.forEach((value, j) => expect(fit.coefficients[j]).toBeCloseTo(value, 9));
  });

  it('hands over the folds at that alpha, each with the rows it has not seen', () => {
    expect(fit.heldOut.map(({ from, to }) => [from, to])).toEqual(
      folds.map(({ validateFrom, validateUntil }) => [validateFrom * perWeek, (validateUntil + 1) * perWeek]),
    );
    let squares = 0;
    for (const { from, to, fit: fold } of fit.heldOut) {
      expect(fold.alpha).toBe(fit.alpha);
      linear(fold, x, from, to).forEach((forecast, i) => (squares += (y[from + i]! - forecast) ** 2));
    }
    const count = fit.heldOut.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(squares / count).toBeCloseTo(Math.min(...fit.validationErrors), 9);
  });

  it.each([Number.NaN, Infinity])('refuses %s', (bad) => {
    const holed = { ...x, values: x.values.with(7, bad) };
    expect(() => new FoldedRows(holed, week, folds)).toThrow(`x holds ${bad} at index 7`);
    expect(() => new FoldedRows(x, week, folds).fit(y.with(3, bad), options)).toThrow(`y holds ${bad} at index 3`);
  });

  it('takes a tenth of alpha_max where there are no folds', () => {
    const without = new FoldedRows(x, week, []).fit(y, options);
    expect(without.alpha).toBeCloseTo(alphaMax(whole) / 10, 12);
    expect(without.validationErrors).toEqual([]);
    expect(without.heldOut).toEqual([]);
  });
});
