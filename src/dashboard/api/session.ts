import { Problem } from './problem.ts';
import { send } from './send.ts';

/** Who asks, and what they may do. */
export interface Session {
  readonly actor: string;
  readonly role: string;
  /** Left out: every one. */
  readonly environments?: readonly string[];
  /** Whether they have signed in with a provider, rather than given a key. */
  readonly signedIn?: boolean;
}

/** What the server asks of who it does not know: a key, or that they sign in with a provider. */
interface Stranger {
  readonly mayUseProvider: boolean;
}

/** Parameter of an address that the server leads to where a sign-in has not worked. */
export const signInOutcome = 'signIn';

const address = '/api/v1/session';
/** Remembers that a key was given: the cookie itself cannot be read. */
const signedIn = 'shelfcast.signed-in';

/** Who asks, or what the server wants first. Throws `Problem`. */
export async function whoAsks(): Promise<Session | Stranger> {
  try {
    return (await (await send(address, {})).json()) as Session;
  } catch (error) {
    if (!(error instanceof Problem) || error.details.status !== 401) throw error;
    // A key that has expired leaves its cookie behind; the server then says no more than that it is unknown.
    if (error.details.code !== 'not-signed-in' && hasSignedIn()) {
      await signOut();
      return whoAsks();
    }
    return { mayUseProvider: error.details.code === 'not-signed-in' };
  }
}

/** Gives the server a key, which it keeps in a cookie that no script can read. Throws `Problem`. */
export async function signIn(key: string): Promise<void> {
  await send(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  localStorage.setItem(signedIn, 'yes');
}

/** Where to sign in with the provider, to come back to this page. */
export function providerAddress(): string {
  const here = new URL(location.href);
  here.searchParams.delete(signInOutcome);
  return `/sign-in?to=${encodeURIComponent(here.pathname + here.search)}`;
}

/** Has the browser forget the key or the session; a provider then ends its own. */
export async function signOut(): Promise<void> {
  const response = await send(address, { method: 'DELETE' });
  localStorage.removeItem(signedIn);
  if (response.status !== 200) return;
  const { endSessionUrl } = (await response.json()) as { readonly endSessionUrl: string };
  location.assign(endSessionUrl);
}

/** Whether there is a key to forget: on the machine itself none is asked for. */
export function hasSignedIn(): boolean {
  return localStorage.getItem(signedIn) !== null;
}
