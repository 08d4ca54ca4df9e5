import type { TrainedMember, TrainMemberInput } from '../contracts/cycle.ts';
import type { Week } from '../contracts/week.ts';
import { readManifest } from '../datasets/read-manifest.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { fitMember, windowCutoffs, type Panel } from '../forecasting/index.ts';
import { fitPointer } from './fit-key.ts';
import { planFits, type PlannedFit } from './fit-plan.ts';
import type { JobContext } from './job-context.ts';
import { findFit, storeFit, type StoredFit } from './stored-fit.ts';

/**
 * Fits one member of a segment for the backtest windows and at the cutoff. Each finished fit is kept under the hash of its
 * inputs, so an attempt that follows a lost one goes on where that had come to.
 */
export async function trainMemberJob(input: TrainMemberInput, context: JobContext): Promise<TrainedMember> {
  const started = performance.now();
  const { assessment, dataset } = input;
  const { backtest, horizonWeeks } = context.project.resolved;
  context.progress({ step: 'reading the dataset' });
  const panel = await readPanel(
    context,
    await readManifest(context.store, dataset.manifest),
    assessment.data.segment.format,
  );
  const { cutoffIndices } = windowCutoffs(panel.cutoffIndex, backtest, horizonWeeks);

  let reusedFits = 0;
  const windows: TrainedMember['windows'][number][] = [];
  for (const planned of planFits(cutoffIndices, backtest.refitEvery)) {
    const { fit, reused } = await fitOnce(planned, panel, input, context);
    if (reused) reusedFits += 1;
    for (const [cutoff, forecast] of Object.entries(fit.forecasts)) windows.push({ cutoff, forecast });
  }
  const final = { cutoffIndex: panel.cutoffIndex, forecastFrom: [], name: 'final fit' };
  const { fit, reused } = await fitOnce(final, panel, input, context);
  return {
    member: input.member,
    files: fit.files,
    windows,
    seconds: (performance.now() - started) / 1000,
    reusedFits: reusedFits + (reused ? 1 : 0),
  };
}

async function fitOnce(
  { cutoffIndex, forecastFrom, name }: PlannedFit,
  panel: Panel,
  { member, assessment, dataset }: TrainMemberInput,
  { project, store, trainer, progress }: JobContext,
): Promise<{ fit: StoredFit; reused: boolean }> {
  const step = `${member} ${name}`;
  progress({ step });
  const { horizonWeeks, members: parameters, seed } = project.resolved;
  const { items, segment } = assessment.data;
  const weekAt = (index: number): Week => panel.weeks[index] as Week;
  const pointer = fitPointer({
    member,
    segment,
    items,
    cutoff: weekAt(cutoffIndex),
    forecastFrom: forecastFrom.map(weekAt),
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
  const forecasts = new Map(forecastFrom.map((index) => [weekAt(index), fitted.predict(panel, index)]));
  return { fit: await storeFit(store, pointer, fitted, forecasts), reused: false };
}
