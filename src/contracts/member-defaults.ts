import type { LassoParameters, NetworkParameters, TreesParameters } from './project.ts';

/** Default parameters of the LASSO member, for the configuration and for code that fits without one. */
export const defaultLassoParameters: LassoParameters = {
  nAlphas: 15,
  minAlphaRatio: 1e-3,
  l1Ratio: 1,
  nFolds: 3,
  tolerance: 1e-4,
  maxIterations: 1000,
  aim: 'balanced',
};

/** Default parameters of the network member, for the configuration and for code that fits without one. */
export const defaultNetworkParameters = {
  preset: 'auto',
  epochs: 10,
  batchSize: 512,
  learningRate: 2e-3,
  schedule: 'cosine',
  weightDecay: 0,
  hiddenUnits: [128, 64],
  seedsPerView: 1,
  recencyHalfLifeWeeks: 0,
} as const satisfies NetworkParameters;

/** Default parameters of the member of boosted trees, for the configuration and for code that fits without one. */
export const defaultTreesParameters: TreesParameters = {
  enabled: true,
  trees: 100,
  leaves: 15,
  minLeafRows: 200,
  columnShare: 0.3,
  rowShare: 0.25,
  learningRate: 0.07,
};
