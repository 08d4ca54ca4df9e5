import { designColumns } from './design.ts';
import type { Design } from './design.ts';

/** One column of a regression as a person reads it. JSON-serialisable. */
export interface NamedCoefficient {
  /** The feature, `a × b` for a product, `store:<name>` for a store. */
  readonly column: string;
  /**
   * Change of log units per unit of the feature. For a product: per unit of (a − mean of a)·(b − mean of b), so the
   * coefficients of a and b alone hold where the other is at its mean.
   */
  readonly perUnit: number;
  /** Change of log units per standard deviation of the column over the training rows. */
  readonly perDeviation: number;
  /** What that does to units, the other columns left as they are: `10% lower price: +23% units`. */
  readonly inWords: string;
}

/** Log price, now or earlier, or against some reference: a tenth less of it is a change people think in. */
const logPrice = /^(price(-lag-\d+|-against-[^ ]+|-of:.+)?|depth(-lag-\d+)?)$/;
/** Log units of past weeks, or what drivers and levels make of them. */
const logUnits =
  /^(units-(lag-\d+|mean-.+)|level|eff(-season.*)?|residual-.*mean-.+|year-(ago(-mean|-recent)?|over-year)|season-profile.*)$/;

/**
 * The coefficients with the most effect, largest first by the effect of one standard deviation; those at zero are left out.
 *
 * @param coefficients on the scaled columns of `designMatrix`
 * @param features names of the feature columns
 * @param promotions names of the promotions among them
 * @param count how many at most
 */
export function topCoefficients(
  design: Design,
  coefficients: Float64Array,
  features: readonly string[],
  promotions: readonly string[],
  count: number,
): NamedCoefficient[] {
  const names = designColumns(design, features);
  const intensities = new Set(promotions.map((name) => `promotion:${name}`));
  return Array.from(coefficients.keys())
    .filter((j) => coefficients[j] !== 0)
    .sort((a, b) => Math.abs(coefficients[b]!) - Math.abs(coefficients[a]!) || a - b)
    .slice(0, count)
    .map((j) => {
      const column = names[j]!;
      const perDeviation = coefficients[j]!;
      const perUnit = perDeviation / deviationOf(design, features.length, j);
      return { column, perUnit, perDeviation, inWords: inWords(column, perUnit, perDeviation, intensities) };
    });
}

/** Standard deviation of a column in the units of its features; the products are scaled twice. */
function deviationOf({ scaling, derivedScaling, products }: Design, features: number, j: number): number {
  if (j < features) return scaling.deviation[j]!;
  const derived = derivedScaling.deviation[j - features]!;
  const pair = products[j - features];
  return pair ? derived * scaling.deviation[pair[0]]! * scaling.deviation[pair[1]]! : derived;
}

function inWords(column: string, perUnit: number, perDeviation: number, intensities: ReadonlySet<string>): string {
  if (logPrice.test(column)) return `10% lower ${column}: ${change(perUnit * Math.log(0.9))}`;
  if (logUnits.test(column)) return `10% higher ${column}: ${change(perUnit * Math.log(1.1))}`;
  if (column.startsWith('store:')) return `in ${column.slice('store:'.length)}: ${change(perUnit)}`;
  if (intensities.has(column)) return `${column} up by one: ${change(perUnit)}`;
  return `${column} up by a standard deviation: ${change(perDeviation)}`;
}

/** A change of log units, as one of units. */
function change(logUnits: number): string {
  const percent = 100 * Math.expm1(logUnits);
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(Math.abs(percent) < 10 ? 1 : 0)}% units`;
}
