import { ApiError } from './api-error.ts';

/** What a request says of where it comes from. */
interface Origin {
  readonly host: string | undefined;
  /** `Sec-Fetch-Site`, which browsers send and pages cannot set. */
  readonly site: string | undefined;
  readonly method: string;
  /** `Sec-Fetch-Mode`: `navigate` where a person follows a link. */
  readonly mode?: string | undefined;
  /** `Origin`, which browsers send with what changes something. */
  readonly origin?: string | undefined;
  /** Whether it is for a page rather than for the API. */
  readonly forPage?: boolean;
}

/**
 * Keeps web pages of others from driving a server on loopback: by a name of their own that resolves to it (DNS rebinding), or by a
 * request across sites. Throws `ApiError`.
 *
 * @param hosts names by which the server is reached
 */
export function checkOrigin(
  { host, site, method, mode, origin, forPage = false }: Origin,
  hosts: ReadonlySet<string>,
): void {
  const name = host === undefined ? '' : hostName(host);
  if (!hosts.has(name)) {
    throw new ApiError('foreign-host', `this server is not "${name}"; it answers to ${[...hosts].join(', ')}`);
  }
  const opensPage = method === 'GET' && (site === 'none' || (forPage && mode === 'navigate'));
  // Over plain HTTP browsers say nothing of the site, but of the origin where something is changed.
  const ofOther = site === undefined ? isOther(origin, host) : site !== 'same-origin';
  if (ofOther && !opensPage) {
    throw new ApiError('cross-site', 'a page of another site may not use this API');
  }
}

/** Whether an origin is another than the server that was asked. */
function isOther(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && origin.replace(/^https?:\/\//, '').toLowerCase() !== host?.toLowerCase();
}

/** Of `[::1]:8080` and `127.0.0.1:8080` what comes before the port. */
export function hostName(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

/** Names of this machine that no other machine has. */
export const loopbackHosts = ['localhost', '127.0.0.1', '::1'] as const;

export function isLoopback(host: string): boolean {
  return loopbackHosts.some((one) => one === host);
}
