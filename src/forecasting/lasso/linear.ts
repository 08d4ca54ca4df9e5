import type { LassoFit } from './lasso.ts';
import type { Matrix } from './matrix.ts';

/** What a linear model makes of the rows `from` … `to - 1`. */
export function linear(
  { coefficients, intercept }: Pick<LassoFit, 'coefficients' | 'intercept'>,
  x: Matrix,
  from = 0,
  to = x.rows,
): Float64Array {
  const result = new Float64Array(to - from).fill(intercept);
  for (let j = 0; j < x.columns; j++) {
    const coefficient = coefficients[j]!;
    if (coefficient === 0) continue;
    for (let r = from; r < to; r++) result[r - from]! += coefficient * x.values[r * x.columns + j]!;
  }
  return result;
}
