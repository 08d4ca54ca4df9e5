/** The file with the keys of payloads cannot be read. */
export class PayloadKeysUnreadableError extends Error {
  override readonly name = 'PayloadKeysUnreadableError';
  readonly file: string;

  constructor(file: string, options: ErrorOptions & { readonly cause: Error }) {
    super(
      `the file with the keys of payloads, ${file} (SHELFCAST_PAYLOAD_KEYS_FILE), cannot be read: ${options.cause.message}`,
      options,
    );
    this.file = file;
  }
}

/** The file with the keys of payloads has a line that is no key. The line itself is not repeated: it may be most of a key. */
export class PayloadKeysInvalidError extends Error {
  override readonly name = 'PayloadKeysInvalidError';
  readonly file: string;
  /** From 1; `undefined` where there is no line at all. */
  readonly line: number | undefined;

  constructor(file: string, line: number | undefined, reason: string) {
    const place = line === undefined ? file : `line ${line} of ${file}`;
    super(
      `${place} (SHELFCAST_PAYLOAD_KEYS_FILE) is no key of payloads: ${reason}; write "<id> <key>", the key as "openssl rand -base64 32" prints it`,
    );
    this.file = file;
    this.line = line;
  }
}

/** A payload was encrypted with a key that this process does not have. */
export class PayloadKeyUnknownError extends Error {
  override readonly name = 'PayloadKeyUnknownError';
  readonly keyId: string;
  readonly knownIds: readonly string[];

  constructor(keyId: string, knownIds: readonly string[]) {
    const known = knownIds.length === 0 ? 'has no keys' : `has ${knownIds.join(', ')}`;
    super(
      `a payload is encrypted with the key ${keyId}, and this process ${known}; add the key to the file that SHELFCAST_PAYLOAD_KEYS_FILE names, and what waits for it continues`,
    );
    this.keyId = keyId;
    this.knownIds = knownIds;
  }
}

/** A payload is not what was encrypted: its bytes or what it says of itself were changed, or another key has its key's id. */
export class PayloadTamperedError extends Error {
  override readonly name = 'PayloadTamperedError';
  readonly keyId: string;

  constructor(keyId: string, reason: string) {
    super(
      `a payload that says it is encrypted with the key ${keyId} is not what was encrypted (${reason}): it was changed, or the key of that id is another one here`,
    );
    this.keyId = keyId;
  }
}
