import { keyHash } from '../app/keys/key-hash.ts';
import { roleNamed } from '../app/operation.ts';
import type { AccessKey } from '../ports/access-keys.ts';
import type { Authenticate } from './access.ts';
import { ApiError } from './api-error.ts';

/**
 * Only who has a key may ask: `Authorization: Bearer <key>`, or the key as the password of Basic, which spreadsheets can send.
 *
 * @param find the usable key with a hash
 */
export function keysOnly(find: (hash: string) => Promise<AccessKey | undefined>): Authenticate {
  return async (authorization) => {
    const key = keyIn(authorization);
    if (key === undefined) throw new ApiError('key-missing', 'send a key: Authorization: Bearer <key>');
    const known = await find(keyHash(key));
    if (!known) throw new ApiError('key-unknown', 'this key is not known, has expired, or was revoked');
    const { name, role, environments } = known;
    return { actor: name, role: roleNamed(role), ...(environments ? { environments } : {}) };
  };
}

function keyIn(authorization: string | undefined): string | undefined {
  const [, scheme, credentials] = /^(\w+) +(\S+)$/.exec(authorization ?? '') ?? [];
  switch (scheme?.toLowerCase()) {
    case 'bearer':
      return credentials;
    case 'basic':
      return Buffer.from(credentials!, 'base64').toString().split(':').slice(1).join(':') || undefined;
    default:
      return undefined;
  }
}
