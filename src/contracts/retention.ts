/** How long artifacts that nothing depends on are kept. What champions and published forecasts depend on is always kept. */
export interface RetentionPolicy {
  /** Weeks that a dataset version is kept if no kept model or forecast needs it. Default 26. */
  readonly datasetsWeeks: number;
  /**
   * Days that the files of a model are kept if it never became champion, or was retired. Default 120: an approval may wait for
   * 90.
   */
  readonly unpromotedModelsDays: number;
  /**
   * Days that fits and checkpoints, which only save repeated work, and conditioned files of deleted landing files are kept.
   * Default 14.
   */
  readonly checkpointsDays: number;
  /**
   * Whether everything published ever is kept, with its models and data. `false`: the latest forecasts of each region, and those
   * of the last `datasetsWeeks`. Default true.
   */
  readonly keepPublishedForecasts: boolean;
  /** Hours within which nothing is deleted, because running work has not recorded yet what it needs. At least 1, default 48. */
  readonly graceHours: number;
}

export const defaultRetention: RetentionPolicy = {
  datasetsWeeks: 26,
  unpromotedModelsDays: 120,
  checkpointsDays: 14,
  keepPublishedForecasts: true,
  graceHours: 48,
};
