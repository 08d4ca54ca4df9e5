import type { ConditionedFile } from '../../contracts/dataset.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';

/** Files fetched and verified at a time. */
const atOnce = 8;

/** Local paths of conditioned files, in their order. Throws as `ArtifactStore.localPath`. */
export async function localPaths(
  store: Pick<ArtifactStore, 'localPath'>,
  files: readonly ConditionedFile[],
): Promise<readonly string[]> {
  const paths: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      paths[index] = await store.localPath(files[index]!.conditioned);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return paths;
}
