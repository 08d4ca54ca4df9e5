import type { SegmentProfile } from '../../contracts/profile.ts';
import { distributionsOf } from '../../datasets/drift/distributions.ts';
import { recordedDrift } from '../../datasets/drift/recorded-drift.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';

/** Measures the drift of segments as `assess` does in a cycle; `undefined` for those with no week since their training. */
export async function measureDriftJob(
  { segments, evaluations }: JobInput<'measure-drift'>,
  { store, project }: JobContext,
): Promise<JobOutput<'measure-drift'>> {
  return Promise.all(
    segments.map(async ({ champion, reference, current }) => {
      const profiles = {
        reference: await getJson<SegmentProfile>(store, reference),
        current: await getJson<SegmentProfile>(store, current),
      };
      const policy = project.resolved.drift;
      const drift = recordedDrift(profiles, champion, evaluations, policy);
      if (!drift) return null;
      return { ...drift, distributions: distributionsOf({ ...profiles, trainedTo: champion.trainingCutoff }, policy) };
    }),
  );
}
