import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import type { ArtifactRef } from '../../../src/contracts/artifact.ts';
import { defaultRetention } from '../../../src/contracts/retention.ts';
import type { RetainedForecast, RetentionRecords } from '../../../src/ports/retention-records.ts';
import { copiedPointer, copyArtifacts } from '../../../src/registry/retention/copy-artifacts.ts';
import { verifyArtifacts } from '../../../src/registry/retention/verify-artifacts.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const now = Date.parse('2026-11-21T00:00:00Z');
const options = { policy: defaultRetention, now };

/** A registry that knows a model, a dataset and forecasts with these files. */
function recordsOf(
  model: readonly ArtifactRef[],
  manifest: ArtifactRef,
  forecasts: readonly Pick<RetainedForecast, 'refs' | 'publishedAt'>[] = [],
): RetentionRecords {
  const at = { registeredAt: now, createdAt: now, isDeleted: false };
  return {
    models: [
      { ...at, environment: 'dev', version: 'm1', stage: 'champion', waits: false, datasetVersion: 'd1', refs: model },
    ],
    datasets: [{ ...at, version: 'd1', manifest }],
    forecasts: forecasts.map((one, index) => ({
      ...one,
      ...{ cycleId: `cycle/${index}`, environment: 'dev', region: 'north', cutoff: '2025-10-06' },
      ...{ datasetVersion: 'd1', versions: ['m1'] },
    })),
  };
}

async function filledStore() {
  const root = await temporaryDirectory();
  const store = createLocalArtifactStore(root);
  const put = (text: string, extension = 'json') => store.put(Buffer.from(text), extension);
  const table = await put('rows', 'parquet');
  const [member, manifest] = await Promise.all([put('member'), put(JSON.stringify({ table }))]);
  return { root, store, put, table, member, manifest };
}

const registryOf = (records: RetentionRecords) => ({ retentionRecords: () => Promise.resolve(records) });

test('a copy gets objects, pointers and published files, and a second one only what is new', async () => {
  const { store: from, put, member, manifest } = await filledStore();
  const [early, late] = [await put('early', 'csv'), await put('late', 'csv')];
  await from.writePointer('fits/a', 'one');
  const records = recordsOf([member], manifest, [
    { refs: [late], publishedAt: now },
    { refs: [early], publishedAt: now - 1000 },
  ]);
  const copyRoot = await temporaryDirectory();
  const to = createLocalArtifactStore(copyRoot);
  const registry = registryOf(records);

  const first = await copyArtifacts({ registry, from, to }, now);
  expect(first).toMatchObject({ restorableTo: '2026-11-21T00:00:00.000Z', pointers: 1, published: 1 });
  expect([first.copied.objects, first.there.objects]).toEqual([5, 0]);
  expect(Buffer.from(await to.get(member)).toString()).toBe('member');
  expect(await to.readPointer('fits/a')).toBe('one');
  // Of two that were published for the same week, the later one.
  expect(await readFile(join(copyRoot, 'published/forecasts/dev/north/2025-10-06.csv'), 'utf8')).toBe('late');
  expect(await verifyArtifacts({ registry, store: to }, { ...options, reads: true })).toEqual({
    referred: 5,
    read: 5,
    faulty: [],
  });

  await from.writePointer('fits/a', 'two');
  const more = await put('more');
  const second = await copyArtifacts({ registry, from, to }, now + 1000);
  expect([second.copied.objects, second.there.objects]).toEqual([1, 5]);
  expect(await to.readPointer('fits/a')).toBe('two');
  expect(Buffer.from(await to.get(more)).toString()).toBe('more');
  expect(await to.readPointer(copiedPointer)).toBe('{"restorableTo":"2026-11-21T00:00:01.000Z"}');

  // From the copy to a new place: what the copy is of is not what the new place is of.
  const restored = createLocalArtifactStore(await temporaryDirectory());
  await copyArtifacts({ registry, from: to, to: restored }, now + 5000);
  expect(await verifyArtifacts({ registry, store: restored }, { ...options, reads: true })).toMatchObject({
    faulty: [],
  });
  expect(await restored.readPointer(copiedPointer)).toBe('{"restorableTo":"2026-11-21T00:00:05.000Z"}');
});

test('a copy that lacks something is not noted as one that can be restored; forecasts that retention deleted are no lack', async () => {
  const { store: from, member, manifest } = await filledStore();
  const deleted = { hash: 'd'.repeat(64), extension: 'csv', bytes: 1 };
  const to = createLocalArtifactStore(await temporaryDirectory());
  const registry = registryOf(recordsOf([member], manifest, [{ refs: [deleted], publishedAt: now }]));
  expect(await copyArtifacts({ registry, from, to }, now)).toMatchObject({ published: 0 });
  const other = createLocalArtifactStore(await temporaryDirectory());
  const empty = createLocalArtifactStore(await temporaryDirectory());
  await expect(copyArtifacts({ registry, from: empty, to: other }, now)).rejects.toMatchObject({
    ...{ name: 'CopyIncompleteError', lacking: 2, version: 'm1' },
  });
  expect(await other.readPointer(copiedPointer)).toBeUndefined();
});

test('a pointer that is written while objects are copied waits for the next copy', async () => {
  const { store, put, member, manifest } = await filledStore();
  const from = {
    ...store,
    // A training ends just as the objects have been listed.
    async *listObjects(prefix?: string) {
      yield* store.listObjects(prefix);
      const fit = await put('a fit');
      await store.writePointer('fits/b', JSON.stringify(fit));
    },
  };
  const to = createLocalArtifactStore(await temporaryDirectory());
  await copyArtifacts({ registry: registryOf(recordsOf([member], manifest)), from, to }, now);
  expect(await to.readPointer('fits/b')).toBeUndefined();
});

test('an artifact that is damaged is not copied', async () => {
  const { store: from, member, manifest } = await filledStore();
  await writeFile(await from.localPath(member), 'other');
  const to = createLocalArtifactStore(await temporaryDirectory());
  const copying = copyArtifacts({ registry: registryOf(recordsOf([member], manifest)), from, to }, now);
  await expect(copying).rejects.toMatchObject({ name: 'ArtifactCorruptError' });
  expect(await to.readPointer(copiedPointer)).toBeUndefined();
});

test('what is missing or damaged is named with what refers to it', async () => {
  const { store, put, table, member, manifest } = await filledStore();
  const lost = await put('lost', 'csv');
  const registry = registryOf(recordsOf([member], manifest, [{ refs: [lost], publishedAt: now }]));
  expect(await verifyArtifacts({ registry, store }, { ...options, reads: false })).toEqual({
    referred: 4,
    read: 0,
    faulty: [],
  });
  await rm(await store.localPath(lost));
  await writeFile(await store.localPath(table), 'other');
  const missing = {
    hash: lost.hash,
    extension: 'csv',
    fault: 'missing',
    of: 'forecasts dev/north 2025-10-06',
  };
  expect((await verifyArtifacts({ registry, store }, { ...options, reads: false })).faulty).toEqual([missing]);
  expect((await verifyArtifacts({ registry, store }, { ...options, reads: true })).faulty).toEqual([
    missing,
    { hash: table.hash, extension: 'parquet', fault: 'corrupt', of: 'dataset d1' },
  ]);
  await rm(await store.localPath(manifest));
  expect((await verifyArtifacts({ registry, store }, { ...options, reads: false })).faulty).toContainEqual(
    expect.objectContaining({ fault: 'missing', of: 'dataset d1', hash: manifest.hash }),
  );
});

test('forecasts that a retention rule may have deleted are not missed', async () => {
  const { store, member, manifest } = await filledStore();
  const deleted = { hash: 'd'.repeat(64), extension: 'csv', bytes: 1 };
  const latest = await store.put(Buffer.from('latest'), 'csv');
  const registry = registryOf(
    recordsOf([member], manifest, [
      { refs: [deleted], publishedAt: now - 900 * 86_400_000 },
      { refs: [latest], publishedAt: now },
    ]),
  );
  const policy = { ...defaultRetention, keepPublishedForecasts: false };
  expect(await verifyArtifacts({ registry, store }, { policy, now, reads: true })).toMatchObject({ faulty: [] });
  expect((await verifyArtifacts({ registry, store }, { ...options, reads: false })).faulty).toHaveLength(1);
});
