/** The API is asked to listen where others reach it, and nothing says who may. */
export class ApiExposedError extends Error {
  override readonly name = 'ApiExposedError';
  readonly host: string;

  constructor(host: string) {
    super(
      `the API does not listen on ${host} while anybody who reaches it could approve models: let it be used with keys alone, or have it listen on a loopback address`,
    );
    this.host = host;
  }
}
