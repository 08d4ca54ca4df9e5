import type { TrainingSettings } from '../../src/forecasting/network/trainer.ts';
import { timeFolds } from '../../src/forecasting/lasso/time-folds.ts';
import type { TimeFold } from '../../src/forecasting/lasso/time-folds.ts';
import { sizes } from './data.ts';

/** What both sides fit the LASSO with. */
export interface LassoSettings {
  readonly nAlphas: number;
  readonly minAlphaRatio: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly rowsPerWeek: number;
  readonly folds: readonly TimeFold[];
}

/** What both sides train the network with. */
export interface NetworkSettings extends TrainingSettings {
  readonly hiddenUnits: readonly number[];
  readonly embeddingWidth: number;
  /** Log units the network's output is added to. */
  readonly offset: number;
  /** Values per category. */
  readonly categories: readonly number[];
}

/** scikit-learn's defaults for the path; five time-ordered folds, two weeks apart from what they train on. */
export const lassoSettings: LassoSettings = {
  nAlphas: 100,
  minAlphaRatio: 1e-3,
  tolerance: 1e-4,
  maxIterations: 1000,
  rowsPerWeek: sizes.rowsPerWeek,
  folds: timeFolds(0, sizes.weeks - 1, 5, 2),
};

/** The product's own sizes, for two epochs of the relative error. */
export function networkSettings(batchSize: number): NetworkSettings {
  return {
    epochs: 2,
    batchSize,
    learningRate: 2e-3,
    schedule: 'cosine',
    weightDecay: 0,
    dropout: 0.25,
    embeddingDropout: 0.2,
    logErrorShare: 0,
    patience: 0,
    seed: 1,
    hiddenUnits: [128, 64],
    embeddingWidth: 4,
    offset: 3,
    categories: sizes.categories,
  };
}
