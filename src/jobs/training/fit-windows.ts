import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { Week } from '../../contracts/week.ts';
import type { Panel } from '../../forecasting/index.ts';
import { chosenPreset, type SettledPreset } from './chosen-preset.ts';
import { fitOnce } from './fit-once.ts';
import type { PlannedFit } from './fit-plan.ts';
import type { FitSubject } from './fit-task.ts';
import type { JobContext } from '../job-context.ts';
import type { StoredFit } from './stored-fit.ts';

/** The fits of a backtest, done. */
export interface FittedWindows {
  /** Forecasts of every window, oldest first. */
  readonly windows: readonly { readonly cutoff: Week; readonly forecast: ArtifactRef }[];
  /** Oldest first. */
  readonly fits: readonly StoredFit[];
  /** Fits reused from an earlier run. */
  readonly reusedFits: number;
  /** The preset of all of them; absent for a member without presets. */
  readonly preset?: SettledPreset;
}

/**
 * Does the planned fits, oldest first. The preset is chosen at the cutoff of the oldest and holds for all, and for the fit at the
 * cutoff after them: the windows then show what its settings are worth, and the choice has seen none of the weeks it is judged by.
 */
export async function fitWindows(
  planned: readonly PlannedFit[],
  panel: Panel,
  subject: FitSubject,
  context: JobContext,
): Promise<FittedWindows> {
  const preset = planned[0] && (await chosenPreset(planned[0].cutoffIndex, panel, subject, context));
  let reusedFits = 0;
  const fits: StoredFit[] = [];
  const windows: { cutoff: Week; forecast: ArtifactRef }[] = [];
  for (const one of planned) {
    const { fit, forecasts, reused } = await fitOnce(one, panel, withPreset(subject, preset?.preset), context);
    fits.push(fit);
    if (reused) reusedFits += 1;
    windows.push(...forecasts);
  }
  return { windows, fits, reusedFits, ...(preset === undefined ? {} : { preset }) };
}

/** The subject of a fit whose preset is settled, if it is. */
export function withPreset(subject: FitSubject, preset: string | undefined): FitSubject {
  return preset === undefined ? subject : { ...subject, preset };
}
