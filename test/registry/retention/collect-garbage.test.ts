import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import type { ArtifactRef } from '../../../src/contracts/artifact.ts';
import { defaultRetention } from '../../../src/contracts/retention.ts';
import type { ArtifactStore } from '../../../src/ports/artifact-store.ts';
import type { AuditEntry } from '../../../src/ports/audit-trail.ts';
import { modelStages } from '../../../src/ports/model-catalogue.ts';
import type { RetentionRecords } from '../../../src/ports/retention-records.ts';
import { collectGarbage, type GarbagePorts } from '../../../src/registry/retention/collect-garbage.ts';
import { ManifestLostError } from '../../../src/registry/retention/errors.ts';

const dayMs = 86_400_000;
const now = Date.parse('2026-11-21T00:00:00Z');
const old = now - 400 * dayMs;
const recent = now - dayMs;

/** A store in a folder of its own, whose files can be made old. */
async function withStore(
  use: (store: ArtifactStore, age: (ref: ArtifactRef, at: number) => Promise<void>, root: string) => Promise<void>,
) {
  const root = await mkdtemp(join(tmpdir(), 'shelfcast-gc-'));
  try {
    const store = createLocalArtifactStore(root);
    await use(store, async (ref, at) => utimes(await store.localPath(ref), new Date(at), new Date(at)), root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const put = (store: ArtifactStore, text: string) => store.put(Buffer.from(text), 'json');
const held = async (store: ArtifactStore) =>
  new Set((await Array.fromAsync(store.listObjects())).map(({ hash }) => hash));

/** A registry that knows these records; what is noted as deleted is all that is asked for. */
function registryOf(records: RetentionRecords): GarbagePorts['registry'] & { readonly entries: AuditEntry[] } {
  const entries: AuditEntry[] = [];
  return {
    entries,
    retentionRecords: () => Promise.resolve(records),
    noteDeleted: (noted) => Promise.resolve(noted),
    appendAudit: (entry) => {
      entries.push(entry);
      return Promise.resolve({ sequence: entries.length, hash: '' });
    },
  };
}

const options = { policy: defaultRetention, landed: new Set<string>(), now };

/** Ten artifacts, and what refers to them, by their places. */
const places = fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 4 });
const isOld = fc.boolean();
const world = fc.record({
  ages: fc.array(isOld, { minLength: 10, maxLength: 10 }),
  datasets: fc.array(fc.record({ parts: places, isOld }), { minLength: 1, maxLength: 4 }),
  models: fc.array(
    fc.record({
      parts: places,
      isOld,
      stage: fc.constantFrom(...modelStages),
      waits: fc.boolean(),
      dataset: fc.nat({ max: 3 }),
    }),
    { maxLength: 5 },
  ),
  forecasts: fc.array(fc.record({ parts: places, dataset: fc.nat({ max: 3 }), model: fc.nat({ max: 4 }) }), {
    maxLength: 3,
  }),
  pointers: fc.array(fc.record({ parts: places, isOld, folder: fc.constantFrom('fits', 'checkpoints', 'forecasts') }), {
    maxLength: 4,
  }),
});

test('never takes what is needed or new, and takes all that is neither', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ ages, datasets, models, forecasts, pointers }) => {
      await withStore(async (store, age, root) => {
        const objects = await Promise.all(ages.map((_, index) => put(store, `object ${index}`)));
        const refs = (parts: readonly number[]) => parts.map((part) => objects[part] as ArtifactRef);
        const manifests = await Promise.all(
          datasets.map(({ parts }, index) => put(store, JSON.stringify({ index, tables: refs(parts) }))),
        );
        for (const [index, ref] of objects.entries()) await age(ref, ages[index] ? old : recent);
        for (const ref of manifests) await age(ref, old);
        for (const [index, { parts, folder, isOld: aged }] of pointers.entries()) {
          await store.writePointer(`${folder}/${index}`, JSON.stringify({ files: refs(parts) }));
          const at = new Date(aged ? old : recent);
          await utimes(join(root, 'pointers', folder, String(index)), at, at);
        }
        const datasetOf = (index: number): string => String(index % datasets.length);
        const records: RetentionRecords = {
          datasets: datasets.map(({ isOld: aged }, index) => ({
            ...{ version: String(index), manifest: manifests[index] as ArtifactRef, isDeleted: false },
            createdAt: aged ? old : recent,
          })),
          models: models.map(({ parts, isOld: aged, stage, waits, dataset }, index) => ({
            ...{ environment: 'dev', version: `m${index}`, stage, waits, datasetVersion: datasetOf(dataset) },
            ...{ registeredAt: aged ? old : recent, refs: refs(parts), isDeleted: false },
          })),
          forecasts: forecasts.map(({ parts, dataset, model }, index) => ({
            ...{ cycleId: String(index), environment: 'dev', region: 'north', cutoff: '2025-01-06', publishedAt: old },
            ...{ datasetVersion: datasetOf(dataset), refs: refs(parts), versions: [`m${model}`] },
          })),
        };

        // What is needed, straight from the rules.
        const scored = new Set(records.forecasts.flatMap(({ versions }) => versions));
        const goodModels = records.models.filter(
          ({ stage, waits, version, registeredAt }) =>
            stage === 'champion' || stage === 'archived' || waits || scored.has(version) || registeredAt === recent,
        );
        const goodDatasets = records.datasets.filter(
          ({ version, createdAt }) =>
            createdAt === recent ||
            [...goodModels, ...records.forecasts].some(({ datasetVersion }) => datasetVersion === version),
        );
        const lasting = pointers.filter(({ folder, isOld: aged }) => folder === 'forecasts' || !aged);
        const partsOf = (list: readonly { readonly parts: readonly number[] }[]) =>
          refs(list.flatMap(({ parts }) => parts));
        const needed = new Set(
          [
            ...[...goodModels, ...records.forecasts].flatMap((one) => one.refs),
            ...goodDatasets.flatMap(({ version, manifest }) => [
              manifest,
              ...refs(datasets[Number(version)]?.parts ?? []),
            ]),
            ...partsOf(lasting),
            ...objects.filter((_, index) => !ages[index]),
          ].map(({ hash }) => hash),
        );
        const released = new Set(partsOf(pointers).map(({ hash }) => hash));

        const registry = registryOf(records);
        const before = await held(store);
        const plan = await collectGarbage({ registry, store }, options);
        expect(await held(store)).toEqual(before);
        const done = await collectGarbage({ registry, store }, { ...options, deleteFor: 'ann' });
        expect(done).toEqual({ ...plan, deleted: true });
        const after = await held(store);
        expect(after).toEqual(new Set([...before].filter((hash) => needed.has(hash) || released.has(hash))));

        // What a pointer released goes once nobody can be using it any more.
        await collectGarbage({ registry, store }, { ...options, now: now + 3 * dayMs, deleteFor: 'ann' });
        const later = [...(await held(store))];
        expect(later.filter((hash) => !needed.has(hash))).toEqual([]);
        const lost = [...needed].filter((hash) => !later.includes(hash));
        // Those that only their age kept.
        expect(lost.every((hash) => objects.some((ref, index) => ref.hash === hash && !ages[index]))).toBe(true);
      });
    }),
    { numRuns: 20 },
  );
});

describe('garbage', () => {
  const nothing: RetentionRecords = { models: [], datasets: [], forecasts: [] };

  test('is reported before it is deleted, and every deletion is in the audit trail', async () => {
    await withStore(async (store, age) => {
      const ref = await put(store, 'nobody needs it');
      await age(ref, old);
      const registry = registryOf(nothing);
      const plan = await collectGarbage({ registry, store }, options);
      expect(plan.garbage).toEqual({ 'nothing that is known': { objects: 1, bytes: 15 } });
      expect(registry.entries).toEqual([]);
      await collectGarbage({ registry, store }, { ...options, deleteFor: 'ann' });
      expect(
        registry.entries.map(({ actor, action, facts }) => [actor, action, (facts as { step: string }).step]),
      ).toEqual([
        ['ann', 'gc', 'begin'],
        ['ann', 'gc', 'end'],
      ]);
    });
  });

  test('put since the oldest running cycle began stays, however long that is', async () => {
    await withStore(async (store, age) => {
      const ref = await put(store, 'of a long cycle');
      await age(ref, now - 20 * dayMs);
      const registry = registryOf({ ...nothing, runningSince: now - 21 * dayMs });
      await collectGarbage({ registry, store }, { ...options, deleteFor: 'ann' });
      expect(await held(store)).toEqual(new Set([ref.hash]));
    });
  });

  test('that somebody puts again while it is being collected is there afterwards', async () => {
    await withStore(async (store, age) => {
      const refs = await Promise.all(Array.from({ length: 40 }, (_, index) => put(store, `text ${index}`)));
      for (const ref of refs) await age(ref, old);
      const writing = refs.map((_, index) => put(store, `text ${index}`));
      await collectGarbage({ registry: registryOf(nothing), store }, { ...options, deleteFor: 'ann' });
      await Promise.all(writing);
      expect((await held(store)).size).toBe(40);
    });
  });

  test('of landing: the newest conditioned table of a file that is there stays, the others go', async () => {
    await withStore(async (store, age, root) => {
      const tables = await Promise.all(['gone', 'earlier', 'newest'].map((text) => put(store, text)));
      for (const [index, [name, at]] of [
        ['a', old],
        ['b', old],
        ['c', old + dayMs],
      ].entries() as Iterable<[number, [string, number]]>) {
        await age(tables[index] as ArtifactRef, old);
        const file = {
          path: index === 0 ? 'gone.csv' : 'there.csv',
          contentHash: 'f'.repeat(64),
          conditioned: tables[index],
        };
        await store.writePointer(`conditioned/${name}`, JSON.stringify({ file }));
        await utimes(join(root, 'pointers/conditioned', name), new Date(at), new Date(at));
      }
      const landed = new Set([`there.csv ${'f'.repeat(64)}`]);
      const run = (at: number) =>
        collectGarbage({ registry: registryOf(nothing), store }, { ...options, landed, now: at, deleteFor: 'ann' });
      await run(now);
      await run(now + 3 * dayMs);
      expect(await held(store)).toEqual(new Set([tables[2]?.hash]));
    });
  });

  test('is unknown where a kept manifest is lost: nothing is deleted', async () => {
    await withStore(async (store, age) => {
      const ref = await put(store, 'a table of it, perhaps');
      await age(ref, old);
      const manifest = { hash: 'e'.repeat(64), extension: 'json', bytes: 1 };
      const dataset = { version: 'd', manifest, createdAt: recent, isDeleted: false };
      const run = collectGarbage(
        { registry: registryOf({ ...nothing, datasets: [dataset] }), store },
        { ...options, deleteFor: 'ann' },
      );
      await expect(run).rejects.toThrow(ManifestLostError);
      expect(await held(store)).toEqual(new Set([ref.hash]));
    });
  });
});
