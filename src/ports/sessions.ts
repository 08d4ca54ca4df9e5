/** Somebody on the way to an OpenID provider and back. */
interface SignInAttempt {
  /** SHA-256 of its `state`, in hex. */
  readonly stateHash: string;
  /** PKCE: what the code that comes back is only good with. */
  readonly verifier: string;
  /** What the token has to repeat. */
  readonly nonce: string;
  /** The page to show afterwards. */
  readonly returnTo: string;
  /** ISO 8601, as all times here. */
  readonly expiresAt: string;
}

/** Somebody who has signed in. */
export interface Session {
  /** Of what is done in it. */
  readonly actor: string;
  /** A role of operations. */
  readonly role: string;
  /** Environments it may name; left out: every one. */
  readonly environments?: readonly string[];
  readonly expiresAt: string;
}

/** A session that has not ended, as an administrator sees it. */
export interface OpenSession extends Session {
  readonly createdAt: string;
}

/** Sign-ins and sessions of the API, for all its processes. */
export interface Sessions {
  openSignIn(attempt: SignInAttempt): Promise<void>;
  /** The attempt with this state, which is gone then: it serves once. `undefined` where there is none, or it has expired. */
  takeSignIn(stateHash: string): Promise<SignInAttempt | undefined>;
  /** @param hash SHA-256 of what the browser shows, in hex */
  openSession(hash: string, session: Session): Promise<void>;
  /** The session, unless it has expired or ended. */
  usableSession(hash: string): Promise<Session | undefined>;
  /** Ends a session, where there is one. */
  endSession(hash: string): Promise<void>;
  /** Those that have neither expired nor ended, the newest first. */
  openSessions(): Promise<readonly OpenSession[]>;
  /** Ends every session of somebody, with an audit record where there were any. Returns how many. */
  endSessionsOf(actor: string, by: string): Promise<number>;
}
