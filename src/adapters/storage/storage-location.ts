import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StorageLocationError } from '../../ports/storage-errors.ts';

/** A place in an object store. */
export interface ObjectLocation {
  readonly scheme: 's3' | 'azblob' | 'gs';
  /** Bucket, or container. */
  readonly bucket: string;
  /** Of all keys: empty, or ending in `/`. */
  readonly prefix: string;
  /** The location as it is shown to people, without a `/` at its end. */
  readonly url: string;
}

export type StorageLocation = { readonly folder: string } | ObjectLocation;

const schemes: readonly string[] = ['s3', 'azblob', 'gs'];

/**
 * Reads where something is kept: a folder, or `s3://bucket/prefix`, `azblob://container/prefix`, `gs://bucket/prefix`. Throws
 * `StorageLocationError`.
 *
 * @param base folder that a relative path starts from
 */
export function parseStorageLocation(text: string, base = '.'): StorageLocation {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return { folder: isAbsolute(text) ? text : resolve(base, text) };
  if (scheme === 'file') return { folder: fileURLToPath(text) };
  // What stands before an @ would be credentials, which belong in no configuration and no message.
  const shown = text.replace(/\/\/[^/]*@/, '//…@').replace(/[?#].*$/s, '?…');
  if (!schemes.includes(scheme)) {
    throw new StorageLocationError(shown, 'expected a folder, s3://…, azblob://… or gs://…');
  }
  const match = /^[a-z0-9+.-]+:\/\/([a-z0-9$][a-z0-9._-]*)((?:\/[A-Za-z0-9._=@+-]+)*)\/?$/i.exec(text);
  if (!match) {
    throw new StorageLocationError(
      shown,
      `expected ${scheme}://bucket/prefix, without credentials, a port or a query; those come from environment variables`,
    );
  }
  const [, bucket, path] = match as unknown as [string, string, string];
  if (path.split('/').some((part) => part === '.' || part === '..')) {
    throw new StorageLocationError(shown, 'a prefix has no parts . and ..');
  }
  return {
    scheme: scheme as ObjectLocation['scheme'],
    bucket,
    prefix: path === '' ? '' : `${path.slice(1)}/`,
    url: `${scheme}://${bucket}${path}`,
  };
}

/** The location as settings and children of this process hold it: an absolute path, or the URL. */
export function absoluteLocation(text: string, base = '.'): string {
  const location = parseStorageLocation(text, base);
  return 'folder' in location ? location.folder : location.url;
}
