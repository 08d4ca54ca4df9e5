import { createSecretKey, type KeyObject } from 'node:crypto';
import { PayloadKeysInvalidError } from '../../ports/payload-errors.ts';

/** A key of AES-256 and the name it has in the metadata of what it encrypted. */
export interface PayloadKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/** Keys by id, in the order of the file: the first one encrypts. */
export type PayloadKeys = ReadonlyMap<string, PayloadKey>;

const keyBytes = 32;

/**
 * The keys in the text of a file: a line each, `<id> <key in Base64>`, the newest first. Empty lines and those that begin with `#` say
 * nothing. Throws `PayloadKeysInvalidError`.
 */
export function parsePayloadKeys(text: string, file: string): PayloadKeys {
  const keys = new Map<string, PayloadKey>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const refused = (reason: string): PayloadKeysInvalidError => new PayloadKeysInvalidError(file, index + 1, reason);
    const [id = '', encoded = '', ...others] = line.trim().split(/\s+/);
    if (encoded === '' || others.length > 0) throw refused('it does not have two words');
    if (!/^[\w.-]{1,64}$/.test(id))
      throw refused('its id is not 1 to 64 letters, digits, dots, hyphens and underscores');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw refused('its key is not Base64');
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.length !== keyBytes) throw refused(`its key has ${bytes.length} bytes and needs ${keyBytes}`);
    if (keys.has(id)) throw refused(`the id ${id} is there twice`);
    keys.set(id, { id, secret: createSecretKey(bytes) });
  }
  if (keys.size === 0) throw new PayloadKeysInvalidError(file, undefined, 'there is no line with one');
  return keys;
}
