import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { hashOfFile } from '../../src/adapters/storage/file-hash.ts';
import { openArtifactStore, openLanding } from '../../src/adapters/storage/open-storage.ts';
import { ArtifactCorruptError } from '../../src/ports/artifact-errors.ts';
import { BucketMissingError, StorageForbiddenError, StorageUnreachableError } from '../../src/ports/storage-errors.ts';
import { describeOn } from '../support/describe-on.ts';
import { startS3Server, whyNoS3Server, type S3Server } from '../support/object-stores/s3-server.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describeOn('a real S3 server', whyNoS3Server(), () => {
  let server: S3Server;
  afterEach(async () => {
    await server.stop();
    vi.unstubAllEnvs();
  });

  async function start(changed: Readonly<Record<string, string>> = {}) {
    const directory = await temporaryDirectory();
    server = await startS3Server(directory);
    for (const [name, value] of Object.entries({ ...server.environment, ...changed })) vi.stubEnv(name, value);
    const staging = await temporaryDirectory();
    const open = (location = `s3://${server.bucket}/deep/prefix`) =>
      openArtifactStore(location, { directory: staging });
    return { directory, staging, open };
  }

  async function largeFile(megabytes: number): Promise<string> {
    const path = join(await temporaryDirectory(), 'large.bin');
    await writeFile(path, randomBytes(megabytes * 2 ** 20));
    return path;
  }

  test('killed in the middle of a large put leaves nothing to be seen, and the put succeeds once it is back', async () => {
    const { open } = await start();
    const store = await open();
    const source = await largeFile(100);
    const hash = await hashOfFile(source);
    const ref = { hash, extension: 'bin', bytes: 100 * 2 ** 20 };
    const failed = store.putFile(source, 'bin').catch((error: unknown) => error);
    // Parts arrive below the bucket, in a folder of the server's own.
    while ((await bytesBelow(server.folder)) < 24 * 2 ** 20) await sleep(5);
    await server.kill();
    expect(await failed).toBeInstanceOf(StorageUnreachableError);
    await server.startAgain();
    await expect((await open()).get(ref)).rejects.toThrow('is not in the store');
    const landing = await openLanding(`s3://${server.bucket}`, { directory: await temporaryDirectory() });
    expect(await landing.glance('**/*')).toEqual([]);
    expect(await store.putFile(source, 'bin')).toEqual(ref);
    expect(await hashOfFile(await store.localPath(ref))).toBe(hash);
  }, 300_000);

  test('a writer killed in the middle of a large put leaves nothing to be seen', async () => {
    const { staging } = await start();
    const source = await largeFile(100);
    const program = join(await temporaryDirectory(), 'put.ts');
    const module = new URL('../../src/adapters/storage/open-storage.ts', import.meta.url);
    await writeFile(
      program,
      `import { openArtifactStore } from ${JSON.stringify(module.href)};
      const store = await openArtifactStore('s3://${server.bucket}/x', { directory: ${JSON.stringify(staging)} });
      await store.putFile(${JSON.stringify(source)}, 'bin');`,
    );
    const writer = fork(program, { stdio: 'ignore' });
    while ((await bytesBelow(server.folder)) < 16 * 2 ** 20) await sleep(5);
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    const landing = await openLanding(`s3://${server.bucket}`, { directory: staging });
    expect(await landing.glance('**/*')).toEqual([]);
  }, 300_000);

  test('gone between two requests is reported as unreachable, with the endpoint, and is found again', async () => {
    const { open } = await start();
    const store = await open();
    const ref = await store.put(Buffer.from('x'), 'bin');
    await server.kill();
    const error: unknown = await store.get(ref).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StorageUnreachableError);
    expect((error as Error).message).toContain(server.environment['AWS_ENDPOINT_URL_S3']!);
    expect((error as Error).message).toContain('s3://shelfcast-test/deep/prefix');
    await server.startAgain();
    expect(Buffer.from(await store.get(ref)).toString()).toBe('x');
  }, 300_000);

  test('an object whose bytes rotted is reported as corrupt by every way to it, and is not published', async () => {
    const { open } = await start();
    const store = await open();
    const ref = await store.put(Buffer.from('hello'), 'bin');
    const path = join(server.folder, 'deep/prefix/objects/2c', `${ref.hash.slice(2)}.bin`);
    expect(await readFile(path, 'utf8')).toBe('hello');
    await writeFile(path, 'jello');
    await expect(store.get(ref)).rejects.toThrow(ArtifactCorruptError);
    await expect(store.localPath(ref)).rejects.toThrow(ArtifactCorruptError);
    await expect(store.publishAs(ref, 'a.bin')).rejects.toThrow(ArtifactCorruptError);
    expect(await store.readPointer('a')).toBeUndefined();
  });

  test('wrong credentials and a missing bucket are reported by name, without a secret', async () => {
    const secret = 'not-the-secret-of-anybody';
    const { open } = await start({ AWS_SECRET_ACCESS_KEY: secret });
    const refused: unknown = await (await open()).put(Buffer.from('x'), 'bin').catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(StorageForbiddenError);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', server.environment['AWS_SECRET_ACCESS_KEY']);
    const store = await open('s3://no-such-bucket/x');
    const ref = { hash: '0'.repeat(64), extension: 'bin', bytes: 1 };
    const errors = [
      refused,
      await store.put(Buffer.from('x'), 'bin').catch((thrown: unknown) => thrown),
      await store.get(ref).catch((thrown: unknown) => thrown),
      await store.readPointer('x').catch((thrown: unknown) => thrown),
    ];
    for (const error of errors.slice(1)) {
      expect(error).toBeInstanceOf(BucketMissingError);
      expect((error as Error).message).toContain('has no bucket no-such-bucket');
    }
    for (const error of errors as Error[]) {
      const told = JSON.stringify([error.message, error.stack, error, error.cause ?? null]);
      expect(told).not.toContain(secret);
      expect(told).not.toContain(server.environment['AWS_SECRET_ACCESS_KEY']);
      expect(told).not.toContain('Signature=');
    }
  });

  test('no credentials are reported as such', async () => {
    const { open } = await start({
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    vi.stubEnv('HOME', await temporaryDirectory());
    const error: unknown = await (await open()).readPointer('x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StorageForbiddenError);
    expect((error as Error).message).toContain('no credentials found');
  });
});

/** What files below a folder hold together; one that goes meanwhile counts as nothing. */
async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
