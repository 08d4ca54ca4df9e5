import type { ArtifactRef } from '../contracts/artifact.ts';
import type { SegmentData } from '../contracts/cycle.ts';
import type { SegmentDrift } from '../contracts/drift.ts';
import type { SegmentProfile } from '../contracts/profile.ts';
import { addWeeks, type Week } from '../contracts/week.ts';
import { recordedDrift } from '../datasets/drift/recorded-drift.ts';
import { ArtifactMissingError } from '../ports/artifact-errors.ts';
import { weeksOfErrors, type RecordedEvaluation } from '../ports/dataset-catalogue.ts';
import type { ModelRecord } from '../ports/registry.ts';
import type { CyclePorts } from './ports.ts';

/** The evaluations of a region that error drift is measured on. */
export function recentEvaluations(
  { registry }: Pick<CyclePorts, 'registry'>,
  { environment, region, cutoff }: { readonly environment: string; readonly region: string; readonly cutoff: Week },
): Promise<readonly RecordedEvaluation[]> {
  return registry.evaluations(environment, region, addWeeks(cutoff, -weeksOfErrors), cutoff);
}

/**
 * Compares a segment with its champion's training data and backtest. `undefined` where nothing can be compared: no week has come
 * since the training, or one of the dataset versions was recorded without profiles.
 */
export async function measureDrift(
  { project, registry, store }: Pick<CyclePorts, 'project' | 'registry' | 'store'>,
  data: SegmentData,
  champion: ModelRecord,
  evaluations: readonly RecordedEvaluation[],
): Promise<SegmentDrift | undefined> {
  const { format, velocity } = data.segment;
  const trainedOn = data.profile && (await registry.dataset(champion.datasetVersion));
  const ref = trainedOn?.quality.profiles?.[`${format}/${velocity}`];
  if (!data.profile || !ref) return undefined;
  const [current, reference] = [await readProfile(store, data.profile), await readProfile(store, ref)];
  if (!current || !reference) return undefined;
  const found = evaluations.map(({ evaluation }) => evaluation);
  return recordedDrift({ reference, current }, champion, found, project.resolved.drift);
}

/** A profile that garbage collection took is no information, and must not stop a cycle. */
async function readProfile(store: CyclePorts['store'], ref: ArtifactRef): Promise<SegmentProfile | undefined> {
  try {
    return JSON.parse(Buffer.from(await store.get(ref)).toString('utf8')) as SegmentProfile;
  } catch (error) {
    if (error instanceof ArtifactMissingError) return undefined;
    throw error;
  }
}
