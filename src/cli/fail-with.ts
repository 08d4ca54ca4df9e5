import colors from 'picocolors';
import { errorText } from './error-text.ts';
import { exitCodeOf } from './exit-codes.ts';

/** Says on standard error how a command failed, and sets the exit code of this process. */
export function failWith(error: unknown): void {
  const { name, message } = errorText(error);
  process.stderr.write(`${colors.red(name)}: ${message}\n`);
  process.exitCode = exitCodeOf(error);
}
