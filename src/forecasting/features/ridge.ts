/**
 * Minimises ||y − Xw||² + penalty·||w||² from the moments of X and y, by Cholesky factorisation.
 *
 * @param gram X'X, p × p, row-major; overwritten
 * @param xy X'y, p numbers
 * @param penalty > 0, which makes the system positive definite whatever X is
 */
export function ridge(gram: Float64Array, xy: Float64Array, penalty: number): Float64Array {
  const p = xy.length;
  for (let j = 0; j < p; j++) {
    for (let k = 0; k <= j; k++) {
      let value = gram[j * p + k]! + (j === k ? penalty : 0);
      for (let m = 0; m < k; m++) value -= gram[j * p + m]! * gram[k * p + m]!;
      gram[j * p + k] = j === k ? Math.sqrt(value) : value / gram[k * p + k]!;
    }
  }
  const coefficients = Float64Array.from(xy);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < j; k++) coefficients[j]! -= gram[j * p + k]! * coefficients[k]!;
    coefficients[j]! /= gram[j * p + j]!;
  }
  for (let j = p - 1; j >= 0; j--) {
    for (let k = j + 1; k < p; k++) coefficients[j]! -= gram[k * p + j]! * coefficients[k]!;
    coefficients[j]! /= gram[j * p + j]!;
  }
  return coefficients;
}
