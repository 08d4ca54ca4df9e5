/** What has to be there before workers can start: of an environment, then what all environments share. */
export const preparedParts = [
  'namespace',
  'search-attributes',
  'schedules',
  'registry',
  'artifacts',
  'landing',
] as const;

/** One of them, as it was found or made. */
export interface PreparedPart {
  /** Left out for what all environments share. */
  readonly environment?: string;
  readonly part: (typeof preparedParts)[number];
  /**
   * `to-make`: it would be made, were this not a dry run. `unchecked`: this client may not look; a person has to. `failed`: somebody
   * has to do something.
   */
  readonly state: 'ready' | 'made' | 'to-make' | 'unchecked' | 'failed';
  /** What was found or made, or what stands against it. */
  readonly detail: string;
}
