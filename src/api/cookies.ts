import type { FastifyRequest } from 'fastify';

/** How a browser keeps a cookie; scripts never see it. */
interface CookieOptions {
  /** Below which path it is sent; by HTTPS to every one. */
  readonly path: string;
  readonly seconds: number;
  /** Whether it is sent by HTTPS alone. */
  readonly secure: boolean;
  /** Whether other sites can have it sent: `Lax`: by a link. Default `Strict`: never. */
  readonly sameSite?: 'Strict' | 'Lax';
}

/** Browsers take a cookie of this name from the server itself alone, not from other servers of its domain; it is for every path then. */
const ofThisHost = '__Host-';

/** The header that has a browser keep something where scripts cannot read it. */
export function cookieText(name: string, value: string, options: CookieOptions): string {
  const { path, seconds, secure, sameSite = 'Strict' } = options;
  const rest = `HttpOnly; SameSite=${sameSite}; Max-Age=${seconds}`;
  return secure ? `${ofThisHost}${name}=${value}; Path=/; ${rest}; Secure` : `${name}=${value}; Path=${path}; ${rest}`;
}

/** The cookie with a name, where a request has one of letters, digits, `_` and `-`. */
export function cookieIn({ headers }: Pick<FastifyRequest, 'headers'>, name: string): string | undefined {
  const named = (full: string) => new RegExp(`(?:^|; *)${full}=([\\w-]+)(?:;|$)`).exec(headers.cookie ?? '')?.[1];
  return named(`${ofThisHost}${name}`) ?? named(name);
}

const keyName = 'shelfcast_key';
const sessionName = 'shelfcast_session';

/** The header that has a browser keep a key. */
export function keyCookie(
  key: string,
  options: { readonly path: string; readonly seconds: number; readonly secure: boolean },
): string {
  return cookieText(keyName, key, options);
}

/** The header that has a browser keep a session of somebody who has signed in. */
export function sessionCookie(token: string, options: { readonly seconds: number; readonly secure: boolean }): string {
  return cookieText(sessionName, token, { path: '/api', ...options });
}

/** What a request shows of who asks: its `Authorization`, or the session or the key in its cookies. */
export function credentialsOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  if (request.headers.authorization !== undefined) return request.headers.authorization;
  const session = cookieIn(request, sessionName);
  if (session !== undefined) return `Session ${session}`;
  const key = cookieIn(request, keyName);
  return key === undefined ? undefined : `Bearer ${key}`;
}

/** The session that credentials name. */
export function sessionIn(credentials: string | undefined): string | undefined {
  return /^Session ([\w-]+)$/.exec(credentials ?? '')?.[1];
}
