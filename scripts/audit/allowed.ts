/** A known weakness of a dependency that does not concern Shelfcast, and why. */
export interface AllowedAdvisory {
  /** `GHSA-…`. */
  readonly id: string;
  readonly why: string;
  /** A date after which it has to be looked at again, YYYY-MM-DD. */
  readonly until: string;
}

export const allowedAdvisories: readonly AllowedAdvisory[] = [];
