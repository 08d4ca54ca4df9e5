import { createHash, randomBytes } from 'node:crypto';
import type { Sessions } from '../../ports/sessions.ts';
import type { Caller } from '../access.ts';
import { ApiError } from '../api-error.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { personOf } from './person.ts';
import type { Provider } from './provider.ts';

/** Minutes that somebody has to sign in with the provider. */
const attemptMinutes = 10;

/** Signs people in, and out. */
export interface SignIn {
  /** @returns where to send the browser, and what it has to show when it comes back */
  begin(returnTo: string): Promise<{ readonly url: string; readonly state: string; readonly seconds: number }>;
  /**
   * Who comes back from the provider, now with a session. Throws `ApiError`.
   *
   * @param query of the address they come back to
   * @param shown what their browser shows of the beginning
   */
  finish(query: string, shown: string | undefined): Promise<FinishedSignIn>;
  /** Ends a session, and says where to end that with the provider. */
  end(token: string): Promise<string | undefined>;
}

interface FinishedSignIn {
  readonly caller: Caller;
  /** What the browser shows from now on. */
  readonly token: string;
  readonly seconds: number;
  readonly returnTo: string;
}

/** What is kept of a session's token and of a state: they have too many bits for their hash to be searched. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Sign-in with a provider; what is under way and who is signed in is in the registry. */
export function signInWith(
  provider: Provider,
  settings: OidcSettings,
  withSessions: <Result>(use: (sessions: Sessions) => Promise<Result>) => Promise<Result>,
): SignIn {
  return {
    async begin(returnTo) {
      const { url, state, verifier, nonce } = await fromProvider(settings, () => provider.begin());
      const expiresAt = inSeconds(attemptMinutes * 60);
      await withSessions((sessions) =>
        sessions.openSignIn({
          ...{ stateHash: hashOf(state), verifier, nonce, expiresAt },
          returnTo: ownPath(returnTo, settings.publicUrl),
        }),
      );
      return { url: url.href, state, seconds: attemptMinutes * 60 };
    },

    async finish(query, shown) {
      const state = new URLSearchParams(query).get('state');
      // Only the browser that began may end it: another one would be signed in as somebody else.
      if (state === null || state !== shown) throw stale();
      const attempt = await withSessions((sessions) => sessions.takeSignIn(hashOf(state)));
      if (!attempt) throw stale();
      const claims = await fromProvider(settings, () => provider.finish(query, { ...attempt, state }));
      const caller = personOf(claims, settings);
      const token = randomBytes(32).toString('base64url');
      const seconds = Math.round(settings.sessionHours * 3600);
      await withSessions((sessions) =>
        sessions.openSession(hashOf(token), { ...caller, expiresAt: inSeconds(seconds) }),
      );
      return { caller, token, seconds, returnTo: attempt.returnTo };
    },

    async end(token) {
      await withSessions((sessions) => sessions.endSession(hashOf(token)));
      return provider.endSessionUrl().catch(() => undefined);
    },
  };
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

function stale(): ApiError {
  return new ApiError(
    'sign-in-stale',
    'this sign-in was not begun in this browser, took too long, or is over; sign in again',
  );
}

/** A page of this server: nobody is led elsewhere from here. */
function ownPath(wanted: string, publicUrl: string): string {
  const { origin } = new URL(publicUrl);
  if (!URL.canParse(wanted, origin)) return '/';
  const { origin: to, pathname, search, hash } = new URL(wanted, origin);
  return to === origin ? `${pathname.replace(/^\/+/, '/')}${search}${hash}` : '/';
}

/** Words what the provider does not do: it cannot be reached, or it says no. */
async function fromProvider<Result>({ issuer }: OidcSettings, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (isOutage(error)) {
      throw new ApiError('issuer-unreachable', `${issuer} cannot be reached now; try again`, { cause: error });
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new ApiError('sign-in-refused', `${issuer} did not sign you in: ${why}`, { cause: error });
  }
}

/** Connections that fail are type errors of `fetch`; a provider that is down behind its proxy answers 5xx. */
function isOutage(error: unknown): boolean {
  const { name, status, cause } = error as {
    readonly name?: string;
    readonly status?: number;
    readonly cause?: unknown;
  };
  if (name === 'TypeError' || name === 'TimeoutError' || (status !== undefined && status >= 500)) return true;
  const { status: answered } = (cause ?? {}) as { readonly status?: unknown };
  return typeof answered === 'number' && answered >= 500;
}
