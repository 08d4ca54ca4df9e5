import { claimStateDirectory, openStateDirectory, type StateDirectory } from '../state/state-directory.ts';

/**
 * Opens a state folder for a stack, once the processes of one that was killed have ended. Throws `StackRunningError` where another
 * stack runs on it.
 */
export async function openStackFolder(path: string): Promise<StateDirectory> {
  const state = openStateDirectory(path);
  await claimStateDirectory(state);
  return state;
}
