import type { ConditionedFile } from '../../contracts/dataset.ts';
import { ingestSource } from '../../datasets/ingest.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import type { Landing } from '../../ports/landing.ts';
import type { JobContext } from '../job-context.ts';

/**
 * Conditions a source from the beginning, as if no run had before: what earlier runs remember is kept under other names.
 *
 * @param name distinguishes this run from others on the same store
 */
export async function conditionAgain(
  context: JobContext,
  source: string,
  name: string,
  landing: Landing = context.landing,
): Promise<readonly ConditionedFile[]> {
  const ports = { ...context, store: forgetful(context.store, `validation/${name}/`), landing };
  const { listing } = await ingestSource(ports, context.project, source);
  return getJson<readonly ConditionedFile[]>(context.store, listing);
}

function forgetful(store: ArtifactStore, prefix: string): ArtifactStore {
  return {
    ...store,
    readPointer: (pointer) => store.readPointer(`${prefix}${pointer}`),
    writePointer: (pointer, text) => store.writePointer(`${prefix}${pointer}`, text),
  };
}
