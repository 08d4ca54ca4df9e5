import type { ArtifactRef } from '../../contracts/artifact.ts';
import { exportNetwork } from '../../forecasting/index.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';
import { readMemberFiles } from '../training/stored-fit.ts';

/** The files of a registered model as they are registered, its ensemble, its backtest where it is kept, and the network as tfjs layers models, by path. */
export async function exportModelJob(
  { model }: JobInput<'export-model'>,
  { store, progress }: JobContext,
): Promise<JobOutput<'export-model'>> {
  progress({ step: 'reading the model' });
  const files: Record<string, Uint8Array> = { 'ensemble.json': await store.get(model.ensemble) };
  const evaluation = await evaluationOf(model.backtest.evaluation, store);
  if (evaluation) files['backtest.json'] = evaluation;
  for (const [member, refs] of Object.entries(model.members)) {
    const registered = await readMemberFiles(store, refs);
    for (const [name, bytes] of registered) files[`${member}/${name}`] = bytes;
    if (member !== 'network') continue;
    for (const [path, bytes] of exportNetwork(registered)) files[`${member}/layers-models/${path}`] = bytes;
  }
  return files;
}

/** What the model was worth in every window. Models of earlier code have none, and one without it is a whole model still. */
async function evaluationOf(ref: ArtifactRef | undefined, store: ArtifactStore): Promise<Uint8Array | undefined> {
  if (!ref) return undefined;
  try {
    return await store.get(ref);
  } catch (error) {
    if (error instanceof ArtifactMissingError) return undefined;
    throw error;
  }
}
