import type { BacktestedMember, BacktestMemberInput } from '../../contracts/backtest.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { readPanel } from '../../datasets/read-panel.ts';
import { windowCutoffs } from '../../forecasting/index.ts';
import { planFits } from '../training/fit-plan.ts';
import { fitWindows } from '../training/fit-windows.ts';
import type { JobContext } from '../job-context.ts';
import { readItems } from '../segment-items.ts';
import { withOptions } from './with-options.ts';

/** Fits one member of a segment for every backtest window and forecasts them; a cycle's training adds the fit at the cutoff. */
export async function backtestMemberJob(
  { member, data, dataset, settings, options }: BacktestMemberInput,
  plain: JobContext,
): Promise<BacktestedMember> {
  const started = performance.now();
  const context = withOptions(plain, options);
  context.progress({ step: 'reading the dataset' });
  const panel = await readPanel(context, await readManifest(context.store, dataset.manifest), data.segment.format);
  const { cutoffIndices, droppedWindows } = windowCutoffs(panel.cutoffIndex, settings, settings.horizonWeeks);
  const planned = planFits(panel.weeks, cutoffIndices, settings);
  const laidOut = await readItems(context.store, data);
  const subject = { member, data: laidOut, datasetVersion: dataset.version, horizonWeeks: settings.horizonWeeks };
  const { windows, reusedFits } = await fitWindows(planned, panel, subject, context);
  return {
    member,
    windows,
    droppedWindows,
    fits: planned.length,
    reusedFits,
    seconds: (performance.now() - started) / 1000,
  };
}
