import type { TrainedMember, TrainMemberInput } from '../../contracts/cycle.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { readPanel } from '../../datasets/read-panel.ts';
import { windowCutoffs } from '../../forecasting/index.ts';
import { fitOnce } from './fit-once.ts';
import { planFits } from './fit-plan.ts';
import { fitWindows, withPreset } from './fit-windows.ts';
import type { JobContext } from '../job-context.ts';
import { readItems } from '../segment-items.ts';

/**
 * Fits one member of a segment for the backtest windows and at the cutoff. Each finished fit is kept under the hash of its
 * inputs, and every few seconds where an unfinished one stands, so an attempt that follows a lost one continues from there.
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
  const data = await readItems(context.store, assessment.data);
  const subject = { member: input.member, data, datasetVersion: dataset.version, horizonWeeks };
  const planned = planFits(panel.weeks, cutoffIndices, backtest);
  const { windows, reusedFits, preset } = await fitWindows(planned, panel, subject, context);
  const final = { cutoffIndex: panel.cutoffIndex, forecastFrom: [], name: 'final fit' };
  const { fit, reused } = await fitOnce(final, panel, withPreset(subject, preset?.preset), context);
  return {
    member: input.member,
    files: fit.files,
    windows,
    ...(preset?.choice ? { presetChoice: preset.choice } : {}),
    seconds: (performance.now() - started) / 1000,
    reusedFits: reusedFits + (reused ? 1 : 0),
  };
}
