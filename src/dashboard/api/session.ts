import { Problem } from './problem.ts';
import { send } from './send.ts';

/** Who asks, and what they may do. */
export interface Session {
  readonly actor: string;
  readonly role: string;
}

const address = '/api/v1/session';
/** Remembers that a key was given: the cookie itself cannot be read. */
const signedIn = 'shelfcast.signed-in';

/** Who asks; `undefined` where the server wants a key first. Throws `Problem`. */
export async function whoAsks(): Promise<Session | undefined> {
  try {
    return (await (await send(address, {})).json()) as Session;
  } catch (error) {
    if (error instanceof Problem && error.details.status === 401) return undefined;
    throw error;
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

/** Has the browser forget the key. */
export async function signOut(): Promise<void> {
  await send(address, { method: 'DELETE' });
  localStorage.removeItem(signedIn);
}

/** Whether there is a key to forget: on the machine itself none is asked for. */
export function hasSignedIn(): boolean {
  return localStorage.getItem(signedIn) !== null;
}
