import { createHash, randomBytes } from 'node:crypto';

/** A new key: 32 random bytes, behind a prefix by which scanners for leaked secrets know it. */
export function newKey(): string {
  return `shelfcast_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key: it has too many bits for its hash to be searched. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
