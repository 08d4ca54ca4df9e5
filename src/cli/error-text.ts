import { Refusal } from '../app/refusal.ts';
import { NoTemporalServerError } from '../composition/source-errors.ts';
import { JobError } from '../ports/job-errors.ts';
import { refusalText } from './refusal-text.ts';

/** An error as the command line says it: its name, and a sentence with the way out. */
export function errorText(error: unknown): { readonly name: string; readonly message: string } {
  if (error instanceof Refusal) return refusalText(error);
  // A job's error is known by the name it had in its process.
  if (error instanceof JobError) return { name: error.errorName, message: error.message };
  if (error instanceof NoTemporalServerError) {
    const wayOut = 'start one with "npm start" or "shelfcast dev", or set TEMPORAL_ADDRESS';
    return { name: error.name, message: `${error.message}; ${wayOut}` };
  }
  return error instanceof Error ? error : new Error(String(error));
}
