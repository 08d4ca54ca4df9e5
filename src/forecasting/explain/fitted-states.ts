import { unpackMember } from '../member-files.ts';
import { readLassoState } from '../lasso/lasso-files.ts';
import type { LassoContent } from '../lasso/lasso-files.ts';
import type { LassoState } from '../lasso/lasso-state.ts';
import { readNetworkState } from '../network/network-files.ts';
import type { NetworkContent } from '../network/network-files.ts';
import type { NetworkState } from '../network/network-state.ts';

/** What the members of a model forecast with; a member the model lacks is absent. */
export interface FittedStates {
  readonly lasso?: LassoState;
  readonly network?: NetworkState;
}

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Reads the members of a model from their files.
 *
 * @throws MemberFilesError where the files are not a member's
 */
export function readStates({ lasso, network }: { readonly lasso?: Files; readonly network?: Files }): FittedStates {
  const lassoFiles = lasso && unpackMember(lasso);
  const networkFiles = network && unpackMember(network);
  return {
    ...(lassoFiles ? { lasso: readLassoState(lassoFiles.content as LassoContent, lassoFiles) } : {}),
    ...(networkFiles ? { network: readNetworkState(networkFiles.content as NetworkContent, networkFiles) } : {}),
  };
}
