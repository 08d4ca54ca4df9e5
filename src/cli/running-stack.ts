import { readStack, type StackRecord } from '../state/state-directory.ts';
import { UsageError } from './usage.ts';

/** The stack that runs on a state folder. Throws `UsageError` where none does, or where it does not serve the environment. */
export function runningStack(stateFolder: string, environment: string): StackRecord {
  const stack = readStack(stateFolder);
  if (!stack) throw new UsageError(`no stack runs on ${stateFolder}; start one with "npm start" or "shelfcast dev"`);
  if (!stack.environments.includes(environment)) {
    throw new UsageError(
      `the stack serves no environment "${environment}"; it serves ${stack.environments.join(', ')}`,
    );
  }
  return stack;
}
