/** The registry's PostgreSQL server cannot be talked to, or does not let this client in. */
export class RegistryUnreachableError extends Error {
  override readonly name = 'RegistryUnreachableError';
  /** `host:port/database`: nothing in it is secret. */
  readonly place: string;

  constructor(place: string, reason: string, options?: ErrorOptions) {
    super(
      `the registry at ${place} cannot be used (${reason}); start its server, or correct SHELFCAST_REGISTRY_URL: address, database, user, password and sslmode`,
      options,
    );
    this.place = place;
  }
}

/** The registry's database lacks tables or columns that this version needs. */
export class RegistryNotPreparedError extends Error {
  override readonly name = 'RegistryNotPreparedError';
  /** `host:port/database`. */
  readonly place: string;

  constructor(place: string, reason: string, options?: ErrorOptions) {
    super(`the registry at ${place} is not prepared for this version (${reason})`, options);
    this.place = place;
  }
}
