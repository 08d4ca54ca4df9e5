/** How long artifacts are kept that nothing depends on; what champions and published forecasts depend on always stays. */
export interface RetentionPolicy {
  /** Weeks a dataset version is kept that no kept model or forecast needs. Default 26. */
  readonly datasetsWeeks: number;
  /** Days a model's files are kept that never became champion, or was retired. Default 120: an approval may wait for 90. */
  readonly unpromotedModelsDays: number;
  /** Days fits and checkpoints are kept, which save a training done again, and conditioned files whose landing file is gone. Default 14. */
  readonly checkpointsDays: number;
  /**
   * Whether everything published ever is kept, with its models and data. `false`: the latest forecasts of each region, and those
   * of the last `datasetsWeeks`. Default true.
   */
  readonly keepPublishedForecasts: boolean;
  /** Hours within which nothing is taken, since work under way has not said yet what it needs. At least 1, default 48. */
  readonly graceHours: number;
}

export const defaultRetention: RetentionPolicy = {
  datasetsWeeks: 26,
  unpromotedModelsDays: 120,
  checkpointsDays: 14,
  keepPublishedForecasts: true,
  graceHours: 48,
};
