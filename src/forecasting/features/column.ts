/** A feature before rows are chosen. */
export interface FeatureColumn {
  readonly name: string;
  /** Whether a row reads the column at its cutoff (what is known of the past) or at its target week (known ahead). */
  readonly at: 'cutoff' | 'target';
  /** Series of the segment × week, `i * nWeeks + week`, no NaN where a row can be. */
  readonly values: Float64Array;
}
