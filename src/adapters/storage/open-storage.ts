import { join } from 'node:path';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import type { Landing, LandingWriter } from '../../ports/landing.ts';
import { createLocalArtifactStore } from './local-artifact-store.ts';
import { createLocalLanding } from './local-landing.ts';
import { createLocalLandingWriter } from './local-landing-writer.ts';
import { createHashMemory } from './objects/hash-memory.ts';
import { createLocalCache } from './objects/local-cache.ts';
import { withNamedErrors } from './objects/named-errors.ts';
import { createObjectArtifactStore } from './objects/object-artifact-store.ts';
import { createObjectLanding } from './objects/object-landing.ts';
import { createObjectLandingWriter } from './objects/object-landing-writer.ts';
import type { ObjectStorage } from './objects/object-storage.ts';
import { parseStorageLocation, type ObjectLocation } from './storage-location.ts';

/** What this machine keeps of object stores. */
export interface StagingOptions {
  /** Folder of copies; several processes and projects may share it. */
  readonly directory: string;
  /** Megabytes of copies, 10,240 by default. */
  readonly maxMegabytes?: number;
}

/**
 * Opens the artifact store at a location: a folder, or a place in an object store, whose credentials come from the environment.
 * Nothing is asked of it yet. Throws `StorageLocationError`.
 */
export async function openArtifactStore(location: string, staging: StagingOptions): Promise<ArtifactStore> {
  const parsed = parseStorageLocation(location);
  if ('folder' in parsed) return createLocalArtifactStore(parsed.folder);
  const cache = createLocalCache({
    directory: join(staging.directory, 'objects'),
    maxBytes: (staging.maxMegabytes ?? 10_240) * 2 ** 20,
  });
  return createObjectArtifactStore(await openObjects(parsed), cache);
}

/** Opens landing at a location; see `openArtifactStore`. */
export async function openLanding(location: string, staging: StagingOptions): Promise<Landing> {
  const parsed = parseStorageLocation(location);
  if ('folder' in parsed) return createLocalLanding(parsed.folder);
  const storage = await openObjects(parsed);
  const { url, endpoint } = storage.place;
  return createObjectLanding(
    storage,
    createHashMemory(join(staging.directory, 'landing-hashes'), `${url} ${endpoint}`),
  );
}

/** Opens landing at a location for files of a person; see `openArtifactStore`. */
export async function openLandingWriter(location: string): Promise<LandingWriter> {
  const parsed = parseStorageLocation(location);
  if ('folder' in parsed) return createLocalLandingWriter(parsed.folder);
  return createObjectLandingWriter(await openObjects(parsed));
}

/** The vendors' libraries take time to load, and a process needs one of them at most. */
async function openObjects(location: ObjectLocation): Promise<ObjectStorage> {
  switch (location.scheme) {
    case 's3':
      return withNamedErrors((await import('./objects/s3-storage.ts')).createS3Storage(location, process.env));
    case 'azblob':
      return withNamedErrors((await import('./objects/azure-storage.ts')).createAzureStorage(location, process.env));
    case 'gs':
      return withNamedErrors((await import('./objects/gcs-storage.ts')).createGcsStorage(location, process.env));
  }
}
