/** A region whose files have changed, and the trigger for its controller. */
export interface RegionChange {
  readonly region: string;
  /** Follows from environment, region and the contents, so that a second delivery counts once. */
  readonly triggerId: string;
  readonly files: number;
  /** A few of the files, with the weeks their rows are about, and what is wrong with those that cannot be read. */
  readonly examples: readonly string[];
}

/** What a check of landing found. */
export interface LandingScan {
  readonly files: number;
  /** New or changed files that may not be completely written yet. */
  readonly settling: number;
  readonly changes: readonly RegionChange[];
  /** When the newest of the changes was noticed; later ones are for the next check. Left out where there are none. */
  readonly upTo?: string;
}

/** A region whose controller did not take its trigger in time; the next check tries again. */
export interface StuckRegion {
  readonly region: string;
  readonly reason: string;
}

/** The result of a check of landing. */
export interface WatchResult {
  readonly files: number;
  readonly settling: number;
  readonly signalled: readonly string[];
  /** Left out where there are none. */
  readonly stuck?: readonly StuckRegion[];
}
