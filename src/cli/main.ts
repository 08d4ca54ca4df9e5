import { failWith } from './fail-with.ts';
import { program } from './program.ts';

try {
  await program.parseAsync();
} catch (error) {
  failWith(error);
}
