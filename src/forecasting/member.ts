import { fittedMembers, type FittedMemberName } from '../contracts/segment.ts';
import { InvalidOptionError, MemberFilesError } from './errors.ts';
import { membersOf, readStates } from './explain/fitted-states.ts';
import { unpackMember } from './member-files.ts';
import type { FitHooks, FittedMember, MemberTask } from './member-types.ts';
import { fittedMemberTable } from './members.ts';
import type { PresetChoice } from '../contracts/preset-choice.ts';

/**
 * Fits one member of a segment. Only the weeks up to `task.cutoffIndex` have any influence.
 *
 * @throws NoTrainingRowsError where no series of the segment has enough history
 * @throws TrainerMissingError, NetworkDivergedError for the network
 */
export async function fitMember(name: FittedMemberName, task: MemberTask, hooks: FitHooks = {}): Promise<FittedMember> {
  if (!(Number.isInteger(task.horizonWeeks) && task.horizonWeeks >= 1)) {
    throw new InvalidOptionError('horizonWeeks', task.horizonWeeks, 'a whole number of at least 1');
  }
  return fittedMemberTable[name].fit(task, hooks);
}

/** Whether a member has presets to choose from. */
export function hasPresets(name: FittedMemberName): boolean {
  return fittedMemberTable[name].choosePreset !== undefined;
}

/**
 * The preset that a fit of the task would choose, with what the choice rests on; undefined for a member without presets. Given to
 * the task, it makes the same member: fits of later weeks can then be found by their preset.
 *
 * @throws TrainerMissingError for the network without a trainer
 */
export async function choosePreset(
  name: FittedMemberName,
  task: MemberTask,
  hooks: FitHooks = {},
): Promise<PresetChoice | undefined> {
  return fittedMemberTable[name].choosePreset?.(task, hooks);
}

/**
 * Reads a fitted member back from the files of `FittedMember.toFiles`. Scoring with it needs no TensorFlow.
 *
 * @throws MemberFilesError where the files are not a member's
 */
export function loadMember(files: ReadonlyMap<string, Uint8Array>): FittedMember {
  const { member } = unpackMember(files).content as { readonly member?: unknown };
  const name = fittedMembers.find((one) => one === member);
  const states = name === undefined ? {} : readStates({ [name]: files });
  const [loaded] = Object.values(membersOf(states));
  if (!loaded) throw new MemberFilesError('member.json', 'it names no known member');
  return loaded;
}
