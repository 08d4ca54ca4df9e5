import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidOptionError, NonFiniteInputError, RowsOutOfLineError } from '../../../src/forecasting/errors.ts';
import { alphaGrid, alphaMax, fitLasso, lassoPath, problemOf } from '../../../src/forecasting/lasso/lasso.ts';
import type { LassoFit } from '../../../src/forecasting/lasso/lasso.ts';
import type { Matrix } from '../../../src/forecasting/lasso/matrix.ts';

const exact = { tolerance: 1e-14, maxIterations: 200_000 };

interface GoldenCase {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly l1Ratio: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly fits: readonly Pick<LassoFit, 'alpha' | 'intercept'>[] & readonly { readonly coefficients: number[] }[];
}

const golden = JSON.parse(readFileSync(new URL('golden/lasso-golden.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly GoldenCase[];
};

function matrix(rows: number, columns: number, values: readonly number[]): Matrix {
  return { rows, columns, values: Float64Array.from(values) };
}

function expectFit(fit: LassoFit, coefficients: readonly number[], intercept: number): void {
  coefficients.forEach((value, j) => expect(Math.abs(fit.coefficients[j]! - value)).toBeLessThan(1e-6));
  expect(Math.abs(fit.intercept - intercept)).toBeLessThan(1e-6);
}

describe.each(golden.cases)('as scikit-learn: $name', ({ rows, columns, l1Ratio, x, y, fits }) => {
  const options = { ...exact, l1Ratio };
  const problem = problemOf(matrix(rows, columns, x), Float64Array.from(y));

  it('at every alpha on its own', () => {
    for (const { alpha, coefficients, intercept } of fits) {
      expectFit(fitLasso(matrix(rows, columns, x), Float64Array.from(y), alpha, options), coefficients, intercept);
    }
  });

  it('along a warm-started path', () => {
    const path = lassoPath(
      problem,
      fits.map((fit) => fit.alpha),
      options,
    );
    path.forEach((fit, i) => expectFit(fit, fits[i]!.coefficients, fits[i]!.intercept));
  });
});

describe('closed forms', () => {
  // Orthogonal columns: each coefficient is the least-squares one, X'y / n, drawn towards zero by alpha.
  const orthogonal = matrix(4, 2, [1, 1, 1, -1, -1, 1, -1, -1]);
  const y = Float64Array.of(5, 3, 1, -1);

  it('soft-thresholds orthogonal columns', () => {
    expectFit(fitLasso(orthogonal, y, 0.5, exact), [1.5, 0.5], 2);
    expectFit(fitLasso(orthogonal, y, 1.2, exact), [0.8, 0], 2);
  });

  it('shrinks them further by the quadratic penalty', () => {
    // Each is soft(X'y / n, alpha·l1Ratio) / (1 + alpha·(1 − l1Ratio)).
    expectFit(fitLasso(orthogonal, y, 1, { ...exact, l1Ratio: 0.5 }), [1, 1 / 3], 2);
    expect(alphaMax(problemOf(orthogonal, y), 0.5)).toBe(4);
  });

  it('is the mean at alpha_max and above', () => {
    const largest = alphaMax(problemOf(orthogonal, y));
    expect(largest).toBe(2);
    expectFit(fitLasso(orthogonal, y, largest, exact), [0, 0], 2);
    expect(Math.abs(fitLasso(orthogonal, y, 0.99 * largest, exact).coefficients[0]!)).toBeGreaterThan(0);
  });
});

describe('awkward inputs', () => {
  it('gives a constant column no weight', () => {
    const fit = fitLasso(matrix(3, 2, [1, 0.1, 2, 0.1, 3, 0.1]), Float64Array.of(1, 2, 3), 0.01, exact);
    expect(fit.coefficients[1]).toBe(0);
    expect(fit.coefficients[0]).toBeCloseTo(1 - 0.015, 10);
  });

  it('predicts the same from equal columns as from one', () => {
    const y = Float64Array.of(1, 2, 2, 5);
    const twin = fitLasso(matrix(4, 2, [1, 1, 2, 2, 3, 3, 4, 4]), y, 0.1, exact);
    const single = fitLasso(matrix(4, 1, [1, 2, 3, 4]), y, 0.1, exact);
    expect(twin.coefficients[0]! + twin.coefficients[1]!).toBeCloseTo(single.coefficients[0]!, 6);
  });

  it('takes a single row, and all zeros, for their mean', () => {
    expectFit(fitLasso(matrix(1, 2, [3, 4]), Float64Array.of(7), 0.1), [0, 0], 7);
    expectFit(fitLasso(matrix(3, 1, [0, 0, 0]), Float64Array.of(0, 0, 0), 0), [0], 0);
  });

  it.each([Number.NaN, Infinity, -Infinity])('refuses %s', (bad) => {
    expect(() => fitLasso(matrix(2, 1, [1, bad]), Float64Array.of(1, 2), 1)).toThrow(NonFiniteInputError);
    expect(() => fitLasso(matrix(2, 1, [1, 2]), Float64Array.of(bad, 2), 1)).toThrow(/y holds .* at index 0/);
  });

  it('refuses rows that do not match, no rows, and a negative alpha', () => {
    expect(() => fitLasso(matrix(2, 1, [1, 2]), Float64Array.of(1), 1)).toThrow(RowsOutOfLineError);
    expect(() => fitLasso(matrix(0, 1, []), Float64Array.of(), 1)).toThrow(InvalidOptionError);
    expect(() => fitLasso(matrix(2, 1, [1, 2]), Float64Array.of(1, 2), -1)).toThrow(InvalidOptionError);
    expect(() => fitLasso(matrix(2, 1, [1, 2]), Float64Array.of(1, 2), 1, { ...exact, l1Ratio: 0 })).toThrow(
      'l1Ratio is 0, and must be above 0 and at most 1',
    );
  });
});

it('spaces alphas evenly in log', () => {
  const [a, b, c] = alphaGrid(10, 3, 0.01);
  expect(a).toBe(10);
  expect(b).toBeCloseTo(1, 12);
  expect(c).toBeCloseTo(0.1, 12);
  expect(alphaGrid(10, 1, 0.01)).toEqual([10]);
});

describe('laws', () => {
  const number = fc.double({ min: -10, max: 10, noNaN: true });
  const problems = fc.integer({ min: 2, max: 12 }).chain((rows) =>
    fc.integer({ min: 1, max: 5 }).chain((columns) =>
      fc.record({
        x: fc
          .array(number, { minLength: rows * columns, maxLength: rows * columns })
          .map((values) => matrix(rows, columns, values)),
        y: fc.array(number, { minLength: rows, maxLength: rows }).map((values) => Float64Array.from(values)),
        alpha: fc.double({ min: 0.01, max: 5, noNaN: true }),
        l1Ratio: fc.constantFrom(0.1, 0.5, 1),
      }),
    ),
  );

  it('solves the optimality conditions: the active correlate with the residual by the slope of their penalty, none by more', () => {
    fc.assert(
      fc.property(problems, ({ x, y, alpha, l1Ratio }) => {
        const { coefficients, dualGap } = fitLasso(x, y, alpha, { ...exact, l1Ratio });
        // A gap that is not quite closed leaves the conditions open by its root, in the units of the columns.
        const slack = 1e-6 + 20 * Math.sqrt(dualGap);
        const problem = problemOf(x, y);
        for (let j = 0; j < x.columns; j++) {
          let correlation = problem.xy[j]!;
          for (let k = 0; k < x.columns; k++) correlation -= problem.gram[j * x.columns + k]! * coefficients[k]!;
          const slope = correlation / x.rows - alpha * (1 - l1Ratio) * coefficients[j]!;
          expect(Math.abs(slope)).toBeLessThanOrEqual(alpha * l1Ratio + slack);
          if (coefficients[j] === 0) continue;
          expect(Math.abs(slope - Math.sign(coefficients[j]!) * alpha * l1Ratio)).toBeLessThanOrEqual(slack);
        }
      }),
    );
  });

  it('the duality gap bounds the distance from the minimum', () => {
    fc.assert(
      fc.property(problems, ({ x, y, alpha, l1Ratio }) => {
        const rough = fitLasso(x, y, alpha, { tolerance: 0.1, maxIterations: 50, l1Ratio });
        const fine = fitLasso(x, y, alpha, { ...exact, l1Ratio });
        const above = objective(x, y, alpha, l1Ratio, rough) - objective(x, y, alpha, l1Ratio, fine);
        expect(above).toBeLessThanOrEqual(rough.dualGap + 1e-9);
      }),
    );
  });

  it('stops at the sweeps it is allowed', () => {
    const { x, y } = golden.cases.map((c) => ({ x: matrix(c.rows, c.columns, c.x), y: Float64Array.from(c.y) }))[1]!;
    expect(fitLasso(x, y, 0.005, { tolerance: 0, maxIterations: 7 }).iterations).toBe(7);
  });
});

/** 1/(2n)·||y − b − Xw||² + alpha·l1Ratio·||w||₁ + alpha·(1 − l1Ratio)/2·||w||² */
function objective(
  x: Matrix,
  y: Float64Array,
  alpha: number,
  l1Ratio: number,
  { coefficients, intercept }: LassoFit,
): number {
  let squares = 0;
  for (let r = 0; r < x.rows; r++) {
    let error = y[r]! - intercept;
    for (let j = 0; j < x.columns; j++) error -= x.values[r * x.columns + j]! * coefficients[j]!;
    squares += error * error;
  }
  const penalty = (value: number) => l1Ratio * Math.abs(value) + ((1 - l1Ratio) / 2) * value * value;
  return squares / (2 * x.rows) + alpha * coefficients.reduce((sum, value) => sum + penalty(value), 0);
}
