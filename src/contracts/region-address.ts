/** A region in an environment; each has one controller. */
export interface RegionAddress {
  readonly environment: string;
  readonly region: string;
}
