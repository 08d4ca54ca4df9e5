import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { absoluteLocation, parseStorageLocation } from '../../../src/adapters/storage/storage-location.ts';
import { StorageLocationError } from '../../../src/ports/storage-errors.ts';

test.each([
  ['s3://bucket', { scheme: 's3', bucket: 'bucket', prefix: '', url: 's3://bucket' }],
  ['s3://my.bucket-1/a/b=c/', { scheme: 's3', bucket: 'my.bucket-1', prefix: 'a/b=c/', url: 's3://my.bucket-1/a/b=c' }],
  ['azblob://$web/x', { scheme: 'azblob', bucket: '$web', prefix: 'x/', url: 'azblob://$web/x' }],
  ['GS://bucket/x', { scheme: 'gs', bucket: 'bucket', prefix: 'x/', url: 'gs://bucket/x' }],
])('%s names a place in an object store', (text, expected) => {
  expect(parseStorageLocation(text)).toEqual(expected);
});

test('everything else is a folder', () => {
  expect(parseStorageLocation('landing', '/project')).toEqual({ folder: '/project/landing' });
  expect(parseStorageLocation('/landing', '/project')).toEqual({ folder: '/landing' });
  expect(parseStorageLocation('file:///a%20b')).toEqual({ folder: '/a b' });
  expect(absoluteLocation('x')).toBe(resolve('x'));
});

test.each([
  's3://',
  's3:///a',
  'ftp://host/x',
  's3://a/../b',
  's3://bucket:9000/x',
  's3://bucket/a?x=1',
  's3://bucket/a b',
])('%s is refused', (text) => {
  expect(() => parseStorageLocation(text)).toThrow(StorageLocationError);
});

test('what a refusal says leaves credentials out', () => {
  for (const text of ['s3://AKIA:topsecret@bucket/x', 'azblob://c/x?sig=topsecret', 'ftp://me:topsecret@host/x']) {
    const told = ((): unknown => {
      try {
        return parseStorageLocation(text);
      } catch (error) {
        return error;
      }
    })();
    expect(told).toBeInstanceOf(StorageLocationError);
    expect(JSON.stringify([(told as Error).message, told])).not.toContain('topsecret');
  }
});
