import type { MemberName } from '../contracts/segment.ts';
import { InvalidOptionError, MemberFilesError } from './errors.ts';
import { readLassoState } from './lasso/lasso-files.ts';
import type { LassoContent } from './lasso/lasso-files.ts';
import { fitLassoMember, lassoMember } from './lasso/lasso-member.ts';
import { unpackMember } from './member-files.ts';
import type { FitHooks, FittedMember, MemberTask } from './member-types.ts';
import { readNetworkState } from './network/network-files.ts';
import type { NetworkContent } from './network/network-files.ts';
import { fitNetworkMember, networkMember } from './network/network-member.ts';

/**
 * Fits one member of a segment. Only the weeks up to `task.cutoffIndex` have any influence.
 *
 * @throws NoTrainingRowsError where no series of the segment has enough history
 * @throws TrainerMissingError, NetworkDivergedError for the network
 */
export async function fitMember(name: MemberName, task: MemberTask, hooks: FitHooks = {}): Promise<FittedMember> {
  if (!(Number.isInteger(task.horizonWeeks) && task.horizonWeeks >= 1)) {
    throw new InvalidOptionError('horizonWeeks', task.horizonWeeks, 'a whole number of at least 1');
  }
  return name === 'lasso' ? fitLassoMember(task, hooks) : fitNetworkMember(task, hooks);
}

/**
 * Reads a fitted member back from the files of `FittedMember.toFiles`. Scoring with it needs no TensorFlow.
 *
 * @throws MemberFilesError where the files are not a member's
 */
export function loadMember(files: ReadonlyMap<string, Uint8Array>): FittedMember {
  const unpacked = unpackMember(files);
  const content = unpacked.content as LassoContent | NetworkContent;
  switch (content.member) {
    case 'lasso':
      return lassoMember(readLassoState(content, unpacked));
    case 'network':
      return networkMember(readNetworkState(content, unpacked));
    default:
      throw new MemberFilesError('member.json', 'it names no known member');
  }
}
