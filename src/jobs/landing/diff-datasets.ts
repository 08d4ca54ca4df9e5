import type { DatasetDiff } from '../../contracts/dataset-diff.ts';
import type { SegmentProfile } from '../../contracts/profile.ts';
import { diffDatasets, type ComparedDataset } from '../../datasets/dataset-diff.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import type { DatasetToRead, JobInput } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';
import { changedFiles, changedWeeks } from './changed-rows.ts';

/** Compares two dataset versions by their manifests and profiles, and row by row. */
export async function diffDatasetsJob(
  { before, after }: JobInput<'diff-datasets'>,
  context: JobContext,
): Promise<DatasetDiff> {
  const [old, now] = [await read(before, context), await read(after, context)];
  return {
    ...diffDatasets(old, now),
    fileRows: await changedFiles(context, old.manifest, now.manifest),
    weekRows: await changedWeeks(context, old.manifest, now.manifest),
  };
}

async function read({ version, manifest, profiles }: DatasetToRead, { store }: JobContext): Promise<ComparedDataset> {
  return {
    version,
    manifest: await readManifest(store, manifest),
    profiles: await Promise.all(profiles.map((ref) => getJson<SegmentProfile>(store, ref))),
  };
}
