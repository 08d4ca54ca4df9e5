import colors from 'picocolors';
import { errorText } from './error-text.ts';
import { exitCodeOf } from './exit-codes.ts';
import { program } from './program.ts';

try {
  await program.parseAsync();
} catch (error) {
  const { name, message } = errorText(error);
  process.stderr.write(`${colors.red(name)}: ${message}\n`);
  process.exitCode = exitCodeOf(error);
}
