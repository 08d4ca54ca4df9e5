import { Refusal } from '../app/refusal.ts';
import { RegistryNotPreparedError } from '../composition/registry-errors.ts';
import { NoRegistryError, NoTemporalServerError } from '../composition/source-errors.ts';
import { JobError } from '../ports/job-errors.ts';
import { StackRunningError } from '../ports/state-errors.ts';
import { refusalText } from './refusal-text.ts';

/** The way out of errors that are no refusals, in commands and options. */
const waysOut: readonly (readonly [error: abstract new (...args: never[]) => Error, wayOut: string])[] = [
  [NoTemporalServerError, 'start one with "npm start" or "shelfcast dev", or set TEMPORAL_ADDRESS'],
  [NoRegistryError, 'run a cycle first, name another folder with --state, or set SHELFCAST_REGISTRY_URL'],
  [RegistryNotPreparedError, 'run "shelfcast bootstrap", or start an orchestration worker of this version'],
  [StackRunningError, 'stop it with Ctrl-C in its terminal, or name another folder with --state'],
];

/** An error as the command line says it: its name, and a sentence with the way out. */
export function errorText(error: unknown): { readonly name: string; readonly message: string } {
  if (error instanceof Refusal) return refusalText(error);
  // A job's error is known by the name it had in its process.
  if (error instanceof JobError) return { name: error.errorName, message: error.message };
  if (!(error instanceof Error)) return new Error(String(error));
  const wayOut = waysOut.find(([type]) => error instanceof type)?.[1];
  return { name: error.name, message: wayOut === undefined ? error.message : `${error.message}; ${wayOut}` };
}
