/** What the peer is fitted with, one of its candidates. */
export interface PeerSettings {
  readonly name: string;
  /** Weeks back. */
  readonly lags: readonly number[];
  /** Weeks of rolling means, the last known week among them. */
  readonly rolling: readonly number[];
  /** Of `lightgbm.LGBMRegressor`. */
  readonly parameters: Readonly<Record<string, number | boolean>>;
}

/** LightGBM's objectives by the name their forecasts have in the report; a third forecast is the mean of both. */
export const peerLosses = { absolute: 'l1', relative: 'mape' } as const;
export type PeerLoss = keyof typeof peerLosses;

const common = {
  subsample: 0.8,
  subsample_freq: 1,
  colsample_bytree: 0.7,
  random_state: 1,
  verbosity: -1,
  deterministic: true,
};
const many = { lags: [1, 2, 3, 4, 8, 13, 26, 51, 52, 53], rolling: [2, 4, 8, 13, 26, 52] };
const few = { lags: [1, 2, 4, 52], rolling: [4, 13, 52] };

/** What was tried on targets up to week 132; `--validation` tries all of them again. */
export const candidates: readonly PeerSettings[] = [
  { name: 'few lags, 31 leaves', ...few, parameters: leaves(31, 0.05, 600) },
  { name: 'many lags, 31 leaves', ...many, parameters: leaves(31, 0.05, 600) },
  { name: 'many lags, 127 leaves', ...many, parameters: leaves(127, 0.05, 600) },
  { name: 'many lags, 127 leaves, slow', ...many, parameters: leaves(127, 0.025, 1200) },
];

/** The candidate with the lowest MAPE + WAPE there. */
export const chosen = candidates[2]!;

function leaves(num_leaves: number, learning_rate: number, n_estimators: number): PeerSettings['parameters'] {
  return { ...common, num_leaves, learning_rate, n_estimators, min_child_samples: 50 };
}
