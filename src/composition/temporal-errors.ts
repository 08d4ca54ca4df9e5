/** No Temporal server answers where one is said to be. */
export class TemporalUnreachableError extends Error {
  override readonly name = 'TemporalUnreachableError';
  readonly address: string;
  readonly reason: string;

  constructor(address: string, reason: string, options?: ErrorOptions) {
    super(
      `no Temporal server answers at ${address} (${reason}); start it, or correct its address (TEMPORAL_ADDRESS, or the profile) and, if the server needs them, its TLS and API key`,
      options,
    );
    this.address = address;
    this.reason = reason;
  }
}

/** What a client does about a certificate that was not accepted, by the side that did not accept it. */
const tlsWaysOut = {
  client:
    'name the authority that signed it with server_ca_cert_path in the profile or TEMPORAL_TLS_SERVER_CA_CERT_PATH, and the name in it with server_name or TEMPORAL_TLS_SERVER_NAME',
  server:
    'name a certificate that it accepts with client_cert_path and client_key_path in the profile, or TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH',
} as const;

/** A Temporal server and its client do not accept each other's certificates. */
export class TemporalTlsError extends Error {
  override readonly name = 'TemporalTlsError';
  readonly address: string;
  /** Which of the two does not accept the other's. */
  readonly refusedBy: 'client' | 'server';
  readonly reason: string;

  constructor(address: string, refusedBy: 'client' | 'server', reason: string, options?: ErrorOptions) {
    const what =
      refusedBy === 'client'
        ? `the certificate of the Temporal server at ${address} is not trusted`
        : `the Temporal server at ${address} does not accept this client's certificate, or wants one`;
    super(`${what} (${reason}); ${tlsWaysOut[refusedBy]}`, options);
    this.address = address;
    this.refusedBy = refusedBy;
    this.reason = reason;
  }
}

/** Where an environment is, and what was asked of the server there. */
export interface TemporalCallFacts {
  readonly environment: string;
  readonly address: string;
  readonly namespace: string;
  /** Of Temporal's API, e.g. `StartWorkflowExecution`. */
  readonly method: string;
}

/** A Temporal server does not do what was asked for this client. */
export class TemporalForbiddenError extends Error {
  override readonly name = 'TemporalForbiddenError';
  readonly facts: TemporalCallFacts;

  constructor(facts: TemporalCallFacts, reason: string, options?: ErrorOptions) {
    const { environment, address, namespace, method } = facts;
    super(
      `the Temporal server at ${address} refuses ${method} in namespace ${namespace} of environment ${environment} (${reason}); check that the API key or the client certificate is the right one, is still valid, and has this permission there`,
      options,
    );
    this.facts = facts;
  }
}

/** A Temporal server does not have the namespace of an environment. */
export class NamespaceMissingError extends Error {
  override readonly name = 'NamespaceMissingError';
  readonly environment: string;
  readonly namespace: string;
  readonly address: string;

  constructor(facts: Omit<TemporalCallFacts, 'method'>, options?: ErrorOptions) {
    const { environment, namespace, address } = facts;
    super(
      `the Temporal server at ${address} has no namespace ${namespace}, in which environment ${environment} is; create it, or correct the namespace in the profile ${environment}`,
      options,
    );
    this.environment = environment;
    this.namespace = namespace;
    this.address = address;
  }
}

/** A Temporal server answered with an error that is not about who asks. */
export class TemporalRequestError extends Error {
  override readonly name = 'TemporalRequestError';
  readonly place: Omit<TemporalCallFacts, 'method'>;

  /** @param failure what failed, e.g. `Failed to create schedule` */
  constructor(place: Omit<TemporalCallFacts, 'method'>, failure: string, reason: string, options?: ErrorOptions) {
    const { environment, address, namespace } = place;
    super(
      `${failure} in namespace ${namespace} of environment ${environment}, on the Temporal server at ${address}: ${reason}`,
      options,
    );
    this.place = place;
  }
}
