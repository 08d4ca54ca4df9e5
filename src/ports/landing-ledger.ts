import type { Week } from '../contracts/week.ts';

/** A file's regions: those its rows name, or all of them where that is unknown. */
export type TouchedRegions = readonly string[] | 'all';

/** The first and the last week that a file's rows are about. */
export interface WeeksOfFile {
  readonly first: Week;
  readonly last: Week;
}

/** What an environment knows of a file of a source in landing, also of one that has gone. Times are ISO 8601. */
export interface KnownFile {
  readonly source: string;
  readonly path: string;
  readonly bytes: number;
  /** Differs whenever the file may have changed. */
  readonly stamp: string;
  /** Since when the stamp is what it is. */
  readonly stableSince: string;
  /** Since when it is not there. */
  readonly goneSince?: string;
  /** What its content was when it was last read whole. */
  readonly content?: {
    readonly stamp: string;
    readonly hash: string;
    readonly regions: TouchedRegions;
    /** Left out where the rows have no weeks, and of files last read by earlier code. */
    readonly weeks?: WeeksOfFile;
  };
  /** A change that controllers have not been notified of yet. */
  readonly pending?: {
    /** When the look that noticed it took place. */
    readonly noticedAt: string;
    readonly regions: TouchedRegions;
    /** Why the content cannot be read. */
    readonly problem?: string;
  };
}

/** What each environment has seen in landing, and notified its controllers of. */
export interface LandingLedger {
  files(environment: string): Promise<readonly KnownFile[]>;
  /** Writes what is known of files; earlier knowledge of the same ones is replaced. */
  save(environment: string, files: readonly KnownFile[]): Promise<void>;
  /**
   * Changes noticed up to `upTo` have been reported; files that have gone are forgotten with it. Safe to repeat.
   *
   * @param except regions to which they have not
   */
  markSignalled(environment: string, upTo: string, except?: readonly string[]): Promise<void>;
}
