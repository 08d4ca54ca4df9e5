import colors from 'picocolors';
import { Refusal } from '../app/refusal.ts';
import { JobError } from '../ports/job-errors.ts';
import { exitCodeOf } from './exit-codes.ts';
import { program } from './program.ts';
import { refusalText } from './refusal-text.ts';

try {
  await program.parseAsync();
} catch (error) {
  const { name, message } = nameAndMessage(error);
  process.stderr.write(`${colors.red(name)}: ${message}\n`);
  process.exitCode = exitCodeOf(error);
}

/** A job's error is known by the name it had in its process; a refusal has no words of its own. */
function nameAndMessage(error: unknown): { readonly name: string; readonly message: string } {
  if (error instanceof Refusal) return refusalText(error);
  if (error instanceof JobError) return { name: error.errorName, message: error.message };
  return error instanceof Error ? error : new Error(String(error));
}
