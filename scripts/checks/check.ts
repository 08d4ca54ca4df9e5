/** What `npm test` checks before it runs tests: `npm run check`. Each step is an npm script of its own too. */
import { runSteps } from './run-steps.ts';

await runSteps(
  [
    // The longest first.
    { name: 'lint', command: ['eslint', '.'] },
    { name: 'types', command: ['tsc', '--noEmit'] },
    { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'unused code', command: ['knip'] },
  ],
  'every file',
);
