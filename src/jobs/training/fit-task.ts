import { featuresFor } from '../../contracts/features.ts';
import type { FittedMemberName } from '../../contracts/segment.ts';
import type { Week } from '../../contracts/week.ts';
import type { MemberTask, Panel } from '../../forecasting/index.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { itemsAt } from '../items-at.ts';
import type { LaidOutSegment } from '../segment-items.ts';
import { fitGround } from './fit-ground.ts';
import type { FitInputs } from './fit-key.ts';
import { panelDigest } from './panel-digest.ts';

/** A member of a segment of a dataset version, to be fitted at one cutoff or another. */
export interface FitSubject {
  readonly member: FittedMemberName;
  readonly data: LaidOutSegment;
  readonly datasetVersion: string;
  readonly horizonWeeks: number;
  /** Preset to fit with; absent for a member without presets. */
  readonly preset?: string;
}

/** A task with nothing left to default to, except the preset. */
export type SettledTask = Required<Omit<MemberTask, 'preset'>> & Pick<MemberTask, 'preset'>;

/** What a fit reads: nothing of the panel after its cutoff, so that a later panel with the same past gives the same fit. */
export function fitTask(
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

/** Everything a task depends on, by which its fit is found again. */
export function fitInputs(
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
