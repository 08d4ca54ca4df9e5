import type { ArtifactRef } from '../../contracts/artifact.ts';
import { featuresFor } from '../../contracts/features.ts';
import type { FittedMemberName } from '../../contracts/segment.ts';
import type { Week } from '../../contracts/week.ts';
import { fitMember, loadMember, type FittedMember, type MemberTask, type Panel } from '../../forecasting/index.ts';
import type { JobCheckpoint } from '../../ports/job-runner.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { takeLease } from './attempt-fence.ts';
import { fitPointers, forecastPointer, type FitInputs, type FitPointers } from './fit-key.ts';
import { fitGround } from './fit-ground.ts';
import type { PlannedFit } from './fit-plan.ts';
import { itemsAt } from '../items-at.ts';
import type { LaidOutSegment } from '../segment-items.ts';
import type { JobContext } from '../job-context.ts';
import { checkpointKeeper, findCheckpoint, type CheckpointMark } from './stored-checkpoint.ts';
import { panelDigest } from './panel-digest.ts';
import { findFit, findForecast, readMemberFiles, storeFit, storeForecast, type StoredFit } from './stored-fit.ts';

/** A member of a segment of a dataset version, to be fitted at one cutoff or another. */
export interface FitSubject {
  readonly member: FittedMemberName;
  readonly data: LaidOutSegment;
  readonly datasetVersion: string;
  readonly horizonWeeks: number;
  /** Preset to fit with; the fit chooses where absent. */
  readonly preset?: string;
}

/** A fit, and its forecasts by the cutoff they start from. */
export interface DoneFit {
  readonly fit: StoredFit;
  readonly forecasts: readonly { readonly cutoff: Week; readonly forecast: ArtifactRef }[];
  /** Whether an earlier run had done the fit. */
  readonly reused: boolean;
}

/**
 * Fits a member and forecasts from the planned cutoffs, or takes over the fit of an earlier run with the same inputs, or
 * continues where an unfinished one was interrupted.
 *
 * @throws AttemptFencedError where a later attempt works on the fit
 */
export async function fitOnce(
  { cutoffIndex, forecastFrom, name }: PlannedFit,
  panel: Panel,
  subject: FitSubject,
  context: JobContext,
): Promise<DoneFit> {
  const { member, data, datasetVersion } = subject;
  const { project, store, progress } = context;
  const step = `${member} ${name}`;
  progress({ step });
  const task = fitTask(panel, cutoffIndex, subject, project);
  const pointers = fitPointers(keyOf(task, subject, project.codeVersion));
  const found = await findFit(store, pointers.fit);
  const { fit, fitted } = found
    ? { fit: found, fitted: undefined }
    : await fitAndStore(task, pointers, { member, step }, context);
  const loaded = lazily(async () => fitted ?? loadMember(await readMemberFiles(store, fit.files)));
  const forecasts: { cutoff: Week; forecast: ArtifactRef }[] = [];
  for (const from of forecastFrom) {
    const cutoff = panel.weeks[from] as Week;
    const items = itemsAt(panel, data, from, project.resolved);
    const pointer = forecastPointer({ fit: pointers.fit, datasetVersion, cutoff, items });
    const forecast =
      (await findForecast(store, pointer)) ??
      (await storeForecast(store, pointer, (await loaded()).predict(panel, from, items)));
    forecasts.push({ cutoff, forecast });
  }
  return { fit, forecasts, reused: found !== undefined };
}

/** A task with nothing left to default to, except the preset. */
type SettledTask = Required<Omit<MemberTask, 'preset'>> & Pick<MemberTask, 'preset'>;

/** What a fit reads: nothing of the panel after its cutoff, so that a later panel with the same past gives the same fit. */
function fitTask(
  panel: Panel,
  cutoffIndex: number,
  { data, horizonWeeks, preset }: Pick<FitSubject, 'data' | 'horizonWeeks' | 'preset'>,
  { resolved }: LoadedProject,
): SettledTask {
  return {
    ...fitGround(panel, itemsAt(panel, data, cutoffIndex, resolved), cutoffIndex),
    horizonWeeks,
    parameters: resolved.members,
    features: featuresFor(resolved.features, panel.cutoffIndex + 1),
    aim: resolved.aim,
    seed: resolved.seed,
    ...(preset === undefined ? {} : { preset }),
  };
}

function keyOf(
  { panel, items, cutoffIndex, parameters, preset, features, aim, seed, horizonWeeks }: SettledTask,
  { member, data }: FitSubject,
  codeVersion: string,
): FitInputs {
  return {
    member,
    segment: data.segment,
    items,
    cutoff: panel.weeks[cutoffIndex] as Week,
    horizonWeeks,
    panel: panelDigest(panel),
    codeVersion,
    parameters: parameters[member],
    features,
    aim,
    seed,
    ...(preset === undefined ? {} : { preset }),
  };
}

async function fitAndStore(
  task: SettledTask,
  pointers: FitPointers,
  { member, step }: { readonly member: FittedMemberName; readonly step: string },
  { store, trainer, gram, progress, attempt, checkpointSeconds }: JobContext,
): Promise<{ readonly fit: StoredFit; readonly fitted: FittedMember }> {
  const fence = await takeLease(store, pointers.lease, attempt);
  const resumed = await findCheckpoint(store, pointers.checkpoint);
  const refer = (mark: CheckpointMark): JobCheckpoint => ({ fit: step, pointer: pointers.checkpoint, ...mark });
  let reached: CheckpointMark = resumed?.mark ?? { epoch: 0, epochs: 0 };
  let checkpoint = resumed && refer(resumed.mark);
  const report = (): void => progress({ step, ...reached, ...(checkpoint ? { checkpoint } : {}) });
  if (resumed) report();
  const fitted = await fitMember(member, task, {
    trainer,
    gram,
    progress: ({ epoch, epochs }) => {
      reached = { epoch, epochs };
      report();
    },
    onCheckpoint: checkpointKeeper(store, pointers.checkpoint, {
      fence,
      mark: () => reached,
      everySeconds: checkpointSeconds,
      onKept: (mark) => {
        checkpoint = refer(mark);
        report();
      },
    }),
    ...(resumed ? { resumeFrom: resumed.files } : {}),
  });
  return { fit: await storeFit(store, pointers.fit, fitted, fence), fitted };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
