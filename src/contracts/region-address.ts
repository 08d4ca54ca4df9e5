/** A region in an environment: what has one controller. */
export interface RegionAddress {
  readonly environment: string;
  readonly region: string;
}
