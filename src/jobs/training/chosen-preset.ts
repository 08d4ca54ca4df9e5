import { choosePreset, hasPresets, type Panel } from '../../forecasting/index.ts';
import type { JobContext } from '../job-context.ts';
import { presetPointer } from './fit-key.ts';
import { fitInputs, fitTask, type FitSubject } from './fit-task.ts';

/**
 * The preset for the fits of a training, chosen on the weeks up to a cutoff, or by an earlier run on the same weeks; undefined for
 * a member without presets. It is chosen apart from any fit and is part of what identifies one: a fit that was the second of a
 * backtest is found again when it has become the oldest.
 */
export async function chosenPreset(
  cutoffIndex: number,
  panel: Panel,
  subject: FitSubject,
  { project, store, trainer, progress }: JobContext,
): Promise<string | undefined> {
  if (subject.preset !== undefined || !hasPresets(subject.member)) return subject.preset;
  progress({ step: `${subject.member} preset` });
  const task = fitTask(panel, cutoffIndex, subject, project);
  const pointer = presetPointer(fitInputs(task, subject, project.codeVersion));
  const found = await store.readPointer(pointer);
  const choice = found === undefined ? await choosePreset(subject.member, task, { trainer }) : presetIn(found);
  // Written again where it was found, so that what is in use stays new for the garbage collection.
  await store.writePointer(pointer, found ?? JSON.stringify(choice));
  return choice?.preset;
}

function presetIn(text: string): { readonly preset: string } {
  return JSON.parse(text) as { readonly preset: string };
}
