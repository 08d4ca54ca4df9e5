/**
 * What `npm test` checks before it runs tests: `npm run check`. Each step is also a separate npm script.
 *
 * Results for files that have not changed since are cached in node_modules/.cache; with `CI` in the environment everything is
 * checked.
 */
import { cache, runSteps } from './run-steps.ts';

const checksAll = Boolean(process.env.CI);
const kept = (...args: readonly string[]): readonly string[] => (checksAll ? [] : args);

await runSteps(
  [
    // The longest first.
    { name: 'lint', command: checksAll ? ['eslint', '.'] : ['node', 'scripts/checks/lint.ts'] },
    {
      name: 'types',
      command: ['tsc', '--noEmit', ...kept('--incremental', '--tsBuildInfoFile', `${cache}/check.tsbuildinfo`)],
    },
    {
      name: 'types of the dashboard',
      command: [
        ...(['tsc', '--noEmit', '-p', 'src/dashboard'] as const),
        ...kept('--incremental', '--tsBuildInfoFile', `${cache}/check-dashboard.tsbuildinfo`),
      ],
    },
    {
      name: 'format',
      command: [
        ...(['prettier', '--check', '--log-level', 'warn', '.'] as const),
        ...kept('--cache', '--cache-strategy', 'content', '--cache-location', `${cache}/prettier`),
      ],
    },
    { name: 'unused code', command: ['knip'] },
    { name: 'words', command: ['node', 'scripts/words/main.ts'] },
  ],
  'every file',
);
