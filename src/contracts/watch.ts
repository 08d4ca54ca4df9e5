/** A region whose files have changed, and the trigger its controller is to get. */
export interface RegionChange {
  readonly region: string;
  /** Follows from environment, region and the contents, so that a second delivery counts once. */
  readonly triggerId: string;
  readonly files: number;
  /** A few of the files, with the weeks their rows are about, and what is wrong with those that cannot be read. */
  readonly examples: readonly string[];
}

/** What a look at landing found. */
export interface LandingScan {
  readonly files: number;
  /** Files that are new or changed and may still be being written. */
  readonly settling: number;
  readonly changes: readonly RegionChange[];
  /** When the newest of the changes was noticed; what comes later is for the next look. Left out where there are none. */
  readonly upTo?: string;
}

/** The result of a look at landing. */
export interface WatchResult {
  readonly files: number;
  readonly settling: number;
  readonly signalled: readonly string[];
}
