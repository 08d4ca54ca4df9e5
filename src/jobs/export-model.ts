import { exportNetwork } from '../forecasting/index.ts';
import type { JobInput, JobOutput } from '../ports/job-runner.ts';
import type { JobContext } from './job-context.ts';
import { readMemberFiles } from './stored-fit.ts';

/** The files of a registered model as they are registered, its ensemble, and the network as tfjs layers models, by path. */
export async function exportModelJob(
  { model }: JobInput<'export-model'>,
  { store, progress }: JobContext,
): Promise<JobOutput<'export-model'>> {
  progress({ step: 'reading the model' });
  const files: Record<string, Uint8Array> = { 'ensemble.json': await store.get(model.ensemble) };
  for (const [member, refs] of Object.entries(model.members)) {
    const registered = await readMemberFiles(store, refs);
    for (const [name, bytes] of registered) files[`${member}/${name}`] = bytes;
    if (member !== 'network') continue;
    for (const [path, bytes] of exportNetwork(registered)) files[`${member}/layers-models/${path}`] = bytes;
  }
  return files;
}
