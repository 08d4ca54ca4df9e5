/** The API is asked to listen where others reach it, and nothing says who may. */
export class ApiExposedError extends Error {
  override readonly name = 'ApiExposedError';
  readonly host: string;

  constructor({ host, behindProxy = false }: { readonly host: string; readonly behindProxy?: boolean }) {
    const where = behindProxy ? 'behind a proxy' : `on ${host}`;
    const instead = behindProxy ? 'leave the proxy out' : 'have it listen on a loopback address';
    super(
      `the API does not listen ${where} while anybody who reaches it could approve models: let it be used with keys alone or by who signs in, or ${instead}`,
    );
    this.host = host;
  }
}
