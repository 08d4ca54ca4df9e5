import { userInfo } from 'node:os';
import { openEmbeddedRegistry } from '../../../src/composition/open-registry.ts';
import { openArtifactStore } from '../../../src/adapters/storage/open-storage.ts';
import { collectGarbage } from '../../../src/registry/retention/collect-garbage.ts';
import type { RetentionPolicy } from '../../../src/contracts/retention.ts';

/**
 * Collects garbage as `shelfcast gc --delete` does, at a time to come, and kills itself in the midst of it:
 * `<database> <artifacts> <now> <policy> <pointers|objects> <after how many deletions>`.
 */
const [database = '', artifacts = '', now = '', policy = '', what = '', after = ''] = process.argv.slice(2);
const registry = await openEmbeddedRegistry(database);
const store = await openArtifactStore(artifacts, { directory: `${artifacts}-cache` });
let left = Number(after);
const dieAt = (kind: string): void => {
  if (kind !== what) return;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
};
await collectGarbage(
  {
    registry,
    store: {
      ...store,
      get: (ref) => store.get(ref),
      deletePointer: (name, before) => {
        dieAt('pointers');
        return store.deletePointer(name, before);
      },
      deleteObject: (ref, before) => {
        dieAt('objects');
        return store.deleteObject(ref, before);
      },
    },
  },
  {
    policy: JSON.parse(policy) as RetentionPolicy,
    landed: new Set(),
    now: Number(now),
    deleteFor: userInfo().username,
  },
);
await registry.close();
