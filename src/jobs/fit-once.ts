import type { SegmentData } from '../contracts/cycle.ts';
import { featuresFor } from '../contracts/features.ts';
import type { FittedMemberName } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';
import { fitMember, type Panel } from '../forecasting/index.ts';
import type { JobCheckpoint } from '../ports/job-runner.ts';
import { takeLease } from './attempt-fence.ts';
import { fitPointers } from './fit-key.ts';
import type { PlannedFit } from './fit-plan.ts';
import { itemsAt } from './items-at.ts';
import type { JobContext } from './job-context.ts';
import { checkpointKeeper, findCheckpoint, type CheckpointMark } from './stored-checkpoint.ts';
import { findFit, storeFit, type StoredFit } from './stored-fit.ts';

/** A member of a segment of a dataset version, to be fitted at one cutoff or another. */
export interface FitSubject {
  readonly member: FittedMemberName;
  readonly data: SegmentData;
  readonly datasetVersion: string;
  readonly horizonWeeks: number;
  /** Preset to fit with; the fit chooses where absent. */
  readonly preset?: string;
}

/**
 * Fits a member and forecasts from the planned cutoffs, or takes over the fit of an earlier run with the same inputs, or
 * continues where an unfinished one stopped.
 *
 * @throws AttemptFencedError where a later attempt works on the fit
 */
export async function fitOnce(
  { cutoffIndex, forecastFrom, name }: PlannedFit,
  panel: Panel,
  { member, data, datasetVersion, horizonWeeks, preset }: FitSubject,
  { project, store, trainer, gram, progress, attempt, checkpointSeconds }: JobContext,
): Promise<{ fit: StoredFit; reused: boolean }> {
  const step = `${member} ${name}`;
  progress({ step });
  const { members: parameters, aim, seed } = project.resolved;
  const features = featuresFor(project.resolved.features, panel.cutoffIndex + 1);
  const { segment } = data;
  const items = itemsAt(panel, data, cutoffIndex, project.resolved);
  const weekAt = (index: number): Week => panel.weeks[index] as Week;
  const chosen = preset === undefined ? {} : { preset };
  const pointers = fitPointers({
    member,
    segment,
    items,
    cutoff: weekAt(cutoffIndex),
    forecastFrom: forecastFrom.map(weekAt),
    horizonWeeks,
    datasetVersion,
    codeVersion: project.codeVersion,
    parameters: parameters[member],
    features,
    aim,
    seed,
    ...chosen,
  });
  const found = await findFit(store, pointers.fit);
  if (found) return { fit: found, reused: true };
  const fence = await takeLease(store, pointers.lease, attempt);
  const resumed = await findCheckpoint(store, pointers.checkpoint);
  const refer = (mark: CheckpointMark): JobCheckpoint => ({ fit: step, pointer: pointers.checkpoint, ...mark });
  let reached: CheckpointMark = resumed?.mark ?? { epoch: 0, epochs: 0 };
  let checkpoint = resumed && refer(resumed.mark);
  const tell = (): void => progress({ step, ...reached, ...(checkpoint ? { checkpoint } : {}) });
  if (resumed) tell();
  const fitted = await fitMember(
    member,
    { panel, items, cutoffIndex, horizonWeeks, parameters, features, aim, seed, ...chosen },
    {
      trainer,
      gram,
      progress: ({ epoch, epochs }) => {
        reached = { epoch, epochs };
        tell();
      },
      onCheckpoint: checkpointKeeper(store, pointers.checkpoint, {
        fence,
        mark: () => reached,
        everySeconds: checkpointSeconds,
        onKept: (mark) => {
          checkpoint = refer(mark);
          tell();
        },
      }),
      ...(resumed ? { resumeFrom: resumed.files } : {}),
    },
  );
  const itemsOf = (index: number) => itemsAt(panel, data, index, project.resolved);
  const forecasts = new Map(forecastFrom.map((index) => [weekAt(index), fitted.predict(panel, index, itemsOf(index))]));
  return { fit: await storeFit(store, pointers.fit, fitted, forecasts, fence), reused: false };
}
