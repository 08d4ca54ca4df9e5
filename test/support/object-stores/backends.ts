import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openArtifactStore, openLanding, openLandingWriter } from '../../../src/adapters/storage/open-storage.ts';
import { hashOfBytes } from '../../../src/adapters/storage/file-hash.ts';
import { createAzureStorage } from '../../../src/adapters/storage/objects/azure-storage.ts';
import { createGcsStorage } from '../../../src/adapters/storage/objects/gcs-storage.ts';
import type { ObjectStorage } from '../../../src/adapters/storage/objects/object-storage.ts';
import { createS3Storage } from '../../../src/adapters/storage/objects/s3-storage.ts';
import { parseStorageLocation, type ObjectLocation } from '../../../src/adapters/storage/storage-location.ts';
import type { ArtifactStore } from '../../../src/ports/artifact-store.ts';
import type { Landing, LandingWriter } from '../../../src/ports/landing.ts';
import { startAzureServer, whyNoAzureServer } from './azure-server.ts';
import { startGcsServer, whyNoGcsServer } from './gcs-server.ts';
import { startS3Server, whyNoS3Server } from './s3-server.ts';

/** A fresh place of a store, and a way round it to what it holds. */
export interface Place {
  readonly location: string;
  /** A folder of copies of its own. */
  readonly staging: string;
  readonly store: () => Promise<ArtifactStore>;
  readonly landing: () => Promise<Landing>;
  readonly writer: () => Promise<LandingWriter>;
  /** Puts a file there as somebody else does. */
  readonly deliver: (path: string, text: string) => Promise<void>;
}

export interface StartedBackend {
  readonly place: () => Place;
  readonly stop: () => Promise<void>;
}

export interface Backend {
  readonly name: string;
  /** Why it is not available here. */
  readonly missing: string | undefined;
  readonly start: () => Promise<StartedBackend>;
}

async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'shelfcast-store-')));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

function placeAt(location: string, staging: string, deliver: Place['deliver']): Place {
  return {
    location,
    staging,
    store: () => openArtifactStore(location, { directory: staging }),
    landing: () => openLanding(location, { directory: staging }),
    writer: () => openLandingWriter(location),
    deliver,
  };
}

/** A folder of this machine. */
export const localBackend: Backend = {
  name: 'a local folder',
  missing: undefined,
  async start() {
    const folder = await temporaryFolder();
    return {
      place() {
        const root = join(folder.path, randomUUID());
        return placeAt(root, join(folder.path, 'staging'), async (path, text) => {
          await mkdir(dirname(join(root, path)), { recursive: true });
          await writeFile(join(root, path), text);
        });
      },
      stop: folder.remove,
    };
  },
};

interface StartedServer {
  readonly bucket: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

function onServer(
  name: string,
  scheme: ObjectLocation['scheme'],
  missing: string | undefined,
  start: (directory: string) => Promise<StartedServer>,
  open: (location: ObjectLocation, environment: NodeJS.ProcessEnv) => ObjectStorage,
): Backend {
  return {
    name,
    missing,
    async start() {
      const folder = await temporaryFolder();
      await mkdir(join(folder.path, 'server'));
      const server = await start(join(folder.path, 'server'));
      Object.assign(process.env, server.environment);
      return {
        place() {
          const id = randomUUID();
          const location = `${scheme}://${server.bucket}/tests/${id}`;
          const storage = open(parseStorageLocation(location) as ObjectLocation, process.env);
          return placeAt(location, join(folder.path, 'staging', id), (path, text) => {
            const bytes = Buffer.from(text);
            return storage.write(path, bytes, { contentType: 'text/plain', hash: hashOfBytes(Buffer.from('other')) });
          });
        },
        async stop() {
          await server.stop();
          await folder.remove();
        },
      };
    },
  };
}

/** The object stores, each with a real server behind it. */
export const serverBackends: readonly Backend[] = [
  onServer('S3', 's3', whyNoS3Server(), startS3Server, createS3Storage),
  onServer('Azure Blob Storage', 'azblob', whyNoAzureServer(), startAzureServer, createAzureStorage),
  onServer('Google Cloud Storage', 'gs', whyNoGcsServer(), startGcsServer, createGcsStorage),
];
