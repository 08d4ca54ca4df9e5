import type { TrainedMember, TrainMemberInput } from '../contracts/cycle.ts';
import { readManifest } from '../datasets/read-manifest.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { fitMember, windowCutoffs, type Panel } from '../forecasting/index.ts';
import { fitPointer } from './fit-key.ts';
import type { JobContext } from './job-context.ts';
import { findFit, storeFit, type StoredFit } from './stored-fit.ts';

/**
 * Fits one member of a segment at every backtest window and at the cutoff. Each finished fit is kept under the hash of its
 * inputs, so an attempt that follows a lost one goes on where that had come to.
 */
export async function trainMemberJob(input: TrainMemberInput, context: JobContext): Promise<TrainedMember> {
  const started = performance.now();
  const { member, assessment, dataset } = input;
  const { backtest, horizonWeeks } = context.project.resolved;
  context.progress({ step: 'reading the dataset' });
  const panel = await readPanel(
    context,
    await readManifest(context.store, dataset.manifest),
    assessment.data.segment.format,
  );
  const { cutoffIndices } = windowCutoffs(panel.cutoffIndex, backtest, horizonWeeks);

  let reusedFits = 0;
  const fits: StoredFit[] = [];
  for (const [window, cutoffIndex] of [...cutoffIndices, panel.cutoffIndex].entries()) {
    const step =
      cutoffIndex === panel.cutoffIndex
        ? `${member} final fit`
        : `${member} window ${window + 1} of ${cutoffIndices.length}`;
    context.progress({ step });
    const { fit, reused } = await fitAt(cutoffIndex, step, panel, input, context);
    if (reused) reusedFits += 1;
    fits.push(fit);
  }
  const last = fits.pop() as StoredFit;
  return {
    member,
    files: last.files,
    windows: fits.map(({ forecast }, window) => ({
      cutoff: panel.weeks[cutoffIndices[window] as number] as string,
      forecast,
    })),
    seconds: (performance.now() - started) / 1000,
    reusedFits,
  };
}

async function fitAt(
  cutoffIndex: number,
  step: string,
  panel: Panel,
  { member, assessment, dataset }: TrainMemberInput,
  { project, store, trainer, progress }: JobContext,
): Promise<{ fit: StoredFit; reused: boolean }> {
  const { horizonWeeks, members: parameters, seed } = project.resolved;
  const { items, segment } = assessment.data;
  const pointer = fitPointer({
    member,
    segment,
    items,
    cutoff: panel.weeks[cutoffIndex] as string,
    horizonWeeks,
    datasetVersion: dataset.version,
    codeVersion: project.codeVersion,
    parameters: parameters[member],
    seed,
  });
  const found = await findFit(store, pointer);
  if (found) return { fit: found, reused: true };
  const fitted = await fitMember(
    member,
    { panel, items, cutoffIndex, horizonWeeks, parameters, seed },
    { trainer, progress: ({ epoch, epochs }) => progress({ step, epoch, epochs }) },
  );
  return { fit: await storeFit(store, pointer, fitted, fitted.predict(panel, cutoffIndex)), reused: false };
}
