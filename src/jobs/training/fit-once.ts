import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { FittedMemberName } from '../../contracts/segment.ts';
import type { Week } from '../../contracts/week.ts';
import { fitMember, loadMember, type FittedMember, type Panel } from '../../forecasting/index.ts';
import type { JobCheckpoint } from '../../ports/job-runner.ts';
import { takeLease } from './attempt-fence.ts';
import { fitPointers, forecastPointer, type FitInputs, type FitPointers } from './fit-key.ts';
import type { PlannedFit } from './fit-plan.ts';
import { fitInputs, fitTask, type FitSubject, type SettledTask } from './fit-task.ts';
import { itemsAt } from '../items-at.ts';
import type { JobContext } from '../job-context.ts';
import { checkpointKeeper, findCheckpoint, type CheckpointMark } from './stored-checkpoint.ts';
import { lossCurve } from './loss-curve.ts';
import { keptFeatureModel } from './kept-feature-model.ts';
import { findFit, findForecast, readMemberFiles, storeFit, storeForecast, type StoredFit } from './stored-fit.ts';

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
  const inputs = fitInputs(task, subject, project.codeVersion);
  const pointers = fitPointers(inputs);
  const lost = (what: string) => (hash: string) =>
    progress({
      step,
      note: `${step}: an earlier run did ${what}, but artifact ${hash} of it is gone from the store or damaged; it is done again`,
    });
  const found = await findFit(store, pointers.fit, lost('it'));
  const { fit, fitted } = found
    ? { fit: found, fitted: undefined }
    : await fitAndStore(task, pointers, { member, step, inputs }, context);
  const loaded = lazily(async () => fitted ?? loadMember(await readMemberFiles(store, fit.files)));
  const origins = forecastFrom.map((from) => ({
    cutoff: panel.weeks[from] as Week,
    cutoffIndex: from,
    items: itemsAt(panel, data, from, project.resolved),
  }));
  const together = origins.map(({ cutoff, items }) => ({ cutoff, items }));
  // All of them, whichever is missing: what is forecast does not depend on what an earlier attempt had stored.
  const predicted = lazily(async () => (await loaded()).predictFrom(panel, origins));
  const forecasts: { cutoff: Week; forecast: ArtifactRef }[] = [];
  for (const [k, { cutoff }] of origins.entries()) {
    const pointer = forecastPointer({ fit: pointers.fit, datasetVersion, origins: together, cutoff });
    const forecast =
      (await findForecast(store, pointer, lost(`its forecast from ${cutoff}`))) ??
      (await storeForecast(store, pointer, (await predicted())[k]!));
    forecasts.push({ cutoff, forecast });
  }
  return { fit, forecasts, reused: found !== undefined };
}

async function fitAndStore(
  task: SettledTask,
  pointers: FitPointers,
  { member, step, inputs }: { readonly member: FittedMemberName; readonly step: string; readonly inputs: FitInputs },
  { store, trainer, gram, progress, attempt, checkpointSeconds, kept }: JobContext,
): Promise<{ readonly fit: StoredFit; readonly fitted: FittedMember }> {
  const fence = await takeLease(store, pointers.lease, attempt);
  const resumed = await findCheckpoint(store, pointers.checkpoint);
  const refer = (mark: CheckpointMark): JobCheckpoint => ({ fit: step, pointer: pointers.checkpoint, ...mark });
  let reached: CheckpointMark = resumed?.mark ?? { epoch: 0, epochs: 0 };
  let checkpoint = resumed && refer(resumed.mark);
  const curve = lossCurve();
  const report = (): void => progress({ step, ...reached, ...curve.sofar(), ...(checkpoint ? { checkpoint } : {}) });
  if (resumed) report();
  const fitted = await fitMember(member, task, {
    trainer,
    gram,
    featureModel: await keptFeatureModel(task, inputs, kept),
    progress: (made) => {
      reached = { epoch: made.epoch, epochs: made.epochs };
      curve.add(made);
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
