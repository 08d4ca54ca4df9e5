/**
 * How far a fit has come: epochs of the network, counted over all its networks, or regressions of the LASSO or trees, of which each
 * has an epoch of its own.
 */
export interface FitProgress {
  /** Epochs done, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /**
   * Mean training loss of the epoch: relative error for the network, residual variance in logs for the LASSO, the error in the aim for
   * trees.
   */
  readonly loss: number;
  /** Epochs of one network, which are trained one after another. Left out by the other members: of them no curve is drawn. */
  readonly epochsPerNetwork?: number;
}
