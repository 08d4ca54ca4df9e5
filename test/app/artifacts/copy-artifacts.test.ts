import { expect, onTestFinished, test } from 'vitest';
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import { copyArtifacts } from '../../../src/app/artifacts/copy-artifacts.ts';
import { verifyArtifacts } from '../../../src/app/artifacts/verify-artifacts.ts';
import { defaultRetention } from '../../../src/contracts/retention.ts';
import type { Landing } from '../../../src/ports/landing.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { startTestRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('the artifacts of a project are copied to a place that is named, and looked at there', async () => {
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const store = createLocalArtifactStore(await temporaryDirectory());
  const manifest = await store.put(Buffer.from('{}'), 'json');
  await database.registry.recordDataset({
    ...{ version: 'd1', region: 'north', cutoff: '2025-10-06', manifest, rows: 1, qualityProfile: {}, files: [] },
  });
  const place = await temporaryDirectory();
  const appOn = (opened: typeof store) =>
    testApp({
      registry: database.registry,
      project: { resolved: { retention: defaultRetention } } as unknown as LoadedProject,
      openStorage: () => Promise.resolve({ store: opened, landing: {} as Landing }),
      openArtifacts: (location) => Promise.resolve(createLocalArtifactStore(location)),
    });
  const copy = await performed(copyArtifacts, appOn(store), { to: place });
  expect(copy.copied).toEqual({ objects: 1, bytes: 2 });
  const verified = { referred: 1, read: 1, faulty: [] };
  expect(await performed(verifyArtifacts, appOn(createLocalArtifactStore(place)), { read: true })).toEqual(verified);
  const empty = createLocalArtifactStore(await temporaryDirectory());
  expect(await performed(verifyArtifacts, appOn(empty), { read: false })).toMatchObject({
    faulty: [{ hash: manifest.hash, fault: 'missing', of: 'dataset d1' }],
  });
});
