/**
 * How far a fit has come: epochs of the network, counted over all its networks, or regressions of the LASSO, of which each
 * has an epoch of its own.
 */
export interface FitProgress {
  /** Epochs done, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean training loss of the epoch: relative error for the network, residual variance in logs for the LASSO. */
  readonly loss: number;
  /** Epochs of one network, which are trained one after another. Left out by the LASSO, whose losses make no curve. */
  readonly epochsPerNetwork?: number;
}
