/** A key of the API, without the key. */
export interface AccessKey {
  readonly id: string;
  /** Who or what uses it: the actor of what is done with it. */
  readonly name: string;
  /** A role of operations. */
  readonly role: string;
  /** Environments it may name; left out: every one. */
  readonly environments?: readonly string[];
  readonly createdBy: string;
  /** ISO 8601, as all times here. */
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  readonly revokedBy?: string;
  /** When it was last used, to within a minute. */
  readonly usedAt?: string;
}

/** A key to be kept. */
interface NewAccessKey {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the key, in hex. */
  readonly hash: string;
  readonly role: string;
  readonly environments?: readonly string[];
  readonly createdBy: string;
  readonly expiresAt?: string;
}

/** Keys of the API, each change with its audit record in one transaction. */
export interface AccessKeys {
  createAccessKey(key: NewAccessKey): Promise<AccessKey>;
  /** All of them, the newest first. */
  accessKeys(): Promise<readonly AccessKey[]>;
  /** The key with this hash, where it may be used now: it has neither expired nor been revoked. Notes that it was used. */
  usableAccessKey(hash: string): Promise<AccessKey | undefined>;
  /** Revokes a key for good; `undefined` where there is none. A no-op where it is revoked. */
  revokeAccessKey(id: string, actor: string): Promise<AccessKey | undefined>;
}
