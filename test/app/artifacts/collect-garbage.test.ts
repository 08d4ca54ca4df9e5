import { utimes } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { collectGarbage } from '../../../src/app/artifacts/collect-garbage.ts';
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import { defaultRetention } from '../../../src/contracts/retention.ts';
import type { Landing } from '../../../src/ports/landing.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('what nothing needs is shown, and goes only where that is asked for, in the name of who asks', async () => {
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const store = createLocalArtifactStore(await temporaryDirectory());
  const ref = await store.put(Buffer.from('{}'), 'json');
  await utimes(await store.localPath(ref), new Date('2025-01-01'), new Date('2025-01-01'));
  const landing = { list: () => Promise.resolve([]) } as unknown as Landing;
  const resolved = { retention: defaultRetention, sources: [{ landing: 'sales/*.csv' }] };
  const app = testApp({
    ...{ registry: database.registry, project: { resolved } as unknown as LoadedProject },
    openStorage: () => Promise.resolve({ store, landing }),
  });
  const garbage = { 'nothing that is known': { objects: 1, bytes: 2 } };
  expect(await performed(collectGarbage, app, { delete: false })).toMatchObject({ deleted: false, garbage });
  expect(await database.registry.audit()).toEqual([]);
  expect(await performed(collectGarbage, app, { delete: true })).toMatchObject({ deleted: true, garbage });
  expect(await Array.fromAsync(store.listObjects())).toEqual([]);
  expect((await database.registry.audit()).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
    'ann gc',
    'ann gc',
  ]);
});

test('where the list of what a kept dataset is made of is lost, nothing is deleted', async () => {
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const store = createLocalArtifactStore(await temporaryDirectory());
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
  await database.registry.recordDataset({
    ...{ version: 'd1', region: 'north', cutoff: '2025-10-06', manifest, rows: 1, qualityProfile: {}, files: [] },
  });
  const landing = { list: () => Promise.resolve([]) } as unknown as Landing;
  const app = testApp({
    registry: database.registry,
    project: { resolved: { retention: defaultRetention, sources: [] } } as unknown as LoadedProject,
    openStorage: () => Promise.resolve({ store, landing }),
  });
  const collecting = () => performed(collectGarbage, app, { delete: true });
  await expect(collecting()).rejects.toMatchObject({
    ...{ kind: 'conflict', code: 'manifest-lost', facts: { datasetVersion: 'd1' } },
  });
  expect(await refusalMessage(collecting)).toMatch(/^ManifestLostError: the manifest of dataset d1, which is kept, /);
});
