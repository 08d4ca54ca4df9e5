/** Log price now or earlier. */
const price = /^price(-lag-\d+|-of:.+)?$/;
/** Log units, or a level of them. */
const units = /^(units-(lag-\d+|mean-.+)|level)$/;
/** A difference of logs: of a price against a reference, of units against what was expected. */
const ratio =
  /^(price-against-.+|depth(-.+)?|others-depth-.+|residual-.+|eff(-season.*)?|year-(ago(-mean|-recent)?|over-year)|season-profile.*)$/;

/** A feature's value as people say it: a price, units, a percentage of a ratio; anything else as the number it is. */
export function readableValue(column: string, value: number): string {
  if (price.test(column)) return digits(Math.exp(value));
  if (units.test(column)) return `${digits(Math.expm1(value))} units`;
  if (!ratio.test(column)) return digits(value);
  const percent = 100 * Math.expm1(value);
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(0)}%`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
