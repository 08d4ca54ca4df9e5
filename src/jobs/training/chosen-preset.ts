import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { PresetChoice } from '../../contracts/preset-choice.ts';
import { putJson } from '../../ports/json-artifacts.ts';
import { choosePreset, hasPresets, type Panel } from '../../forecasting/index.ts';
import type { JobContext } from '../job-context.ts';
import { presetPointer } from './fit-key.ts';
import { fitInputs, fitTask, type FitSubject } from './fit-task.ts';

/** A preset that is settled, with what was tried for it. */
export interface SettledPreset {
  readonly preset: string;
  /** The `PresetChoice` as JSON. Absent where the caller had settled it. */
  readonly choice?: ArtifactRef;
}

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
): Promise<SettledPreset | undefined> {
  if (subject.preset !== undefined) return { preset: subject.preset };
  if (!hasPresets(subject.member)) return undefined;
  progress({ step: `${subject.member} preset` });
  const task = fitTask(panel, cutoffIndex, subject, project);
  const pointer = presetPointer(fitInputs(task, subject, project.codeVersion));
  const found = await store.readPointer(pointer);
  const choice = found === undefined ? await choosePreset(subject.member, task, { trainer }) : choiceIn(found);
  // Written again where it was found, so that what is in use stays new for the garbage collection.
  await store.writePointer(pointer, found ?? JSON.stringify(choice));
  return choice && { preset: choice.preset, choice: await putJson(store, choice) };
}

function choiceIn(text: string): PresetChoice {
  return JSON.parse(text) as PresetChoice;
}
