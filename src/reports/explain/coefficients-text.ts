import type { CoefficientRow } from '../../contracts/explanation.ts';

const coefficientsShown = 5;

/** The largest coefficients of every regression of a LASSO, in words. */
export function coefficientsText(coefficients: readonly CoefficientRow[]): string {
  if (coefficients.length === 0) return 'the model has no LASSO';
  const regressions = Map.groupBy(coefficients, ({ regression }) => regression);
  return [
    'LASSO: what matters most to each item, the other columns left as they are',
    ...[...regressions].map(([regression, some]) =>
      [`item ${regression}`, ...some.slice(0, coefficientsShown).map(({ inWords }) => `  ${inWords}`)].join('\n'),
    ),
  ].join('\n\n');
}
