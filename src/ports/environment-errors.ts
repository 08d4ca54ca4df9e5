/** The configuration file of Temporal's clients has profiles, but none for an environment, and no default one. */
export class NoProfileError extends Error {
  override readonly name = 'NoProfileError';
  readonly environment: string;
  readonly profiles: readonly string[];

  constructor(environment: string, profiles: readonly string[]) {
    super(
      `Temporal's configuration file has no profile "${environment}" and no default one, only ${profiles.join(', ')}; add [profile.${environment}] with its address, or set TEMPORAL_ADDRESS`,
    );
    this.environment = environment;
    this.profiles = profiles;
  }
}
