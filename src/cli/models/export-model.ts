import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import { exportNetwork } from '../../forecasting/index.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import { UsageError } from '../usage.ts';

/**
 * Writes a registered model into a folder: the files of its members as they are registered, its ensemble, and the network as
 * tfjs layers models. Returns the paths written, below the folder.
 *
 * @throws UsageError where the folder exists and holds anything
 */
export async function exportModel(model: ModelRecord, store: ArtifactStore, folder: string): Promise<string[]> {
  const held = await readdir(folder).catch(() => []);
  if (held.length > 0) throw new UsageError(`the folder ${folder} is not empty: name another with --output`);
  const files = new Map<string, Uint8Array>([['ensemble.json', await store.get(model.ensemble)]]);
  for (const [member, refs] of Object.entries(model.members)) {
    const registered = await filesOf(refs, store);
    for (const [name, bytes] of registered) files.set(`${member}/${name}`, bytes);
    if (member !== 'network') continue;
    for (const [path, bytes] of exportNetwork(registered)) files.set(`${member}/layers-models/${path}`, bytes);
  }
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return [...files.keys()];
}

async function filesOf(
  refs: Readonly<Record<string, ArtifactRef>>,
  store: ArtifactStore,
): Promise<Map<string, Uint8Array>> {
  const files = await Promise.all(
    Object.entries(refs).map(async ([name, ref]): Promise<[string, Uint8Array]> => [name, await store.get(ref)]),
  );
  return new Map(files);
}
