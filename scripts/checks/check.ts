/**
 * What `npm test` checks before it runs tests: `npm run check`. Each step is an npm script of its own too.
 *
 * What was found out about files that have not changed since is kept below node_modules/.cache and not found out again; with `CI` in
 * the environment everything is.
 */
import { cache, runSteps } from './run-steps.ts';

const afresh = Boolean(process.env.CI);
const kept = (...args: readonly string[]): readonly string[] => (afresh ? [] : args);

await runSteps(
  [
    // The longest first.
    { name: 'lint', command: afresh ? ['eslint', '.'] : ['node', 'scripts/checks/lint.ts'] },
    {
      name: 'types',
      command: ['tsc', '--noEmit', ...kept('--incremental', '--tsBuildInfoFile', `${cache}/check.tsbuildinfo`)],
    },
    {
      name: 'format',
      command: [
        ...(['prettier', '--check', '--log-level', 'warn', '.'] as const),
        ...kept('--cache', '--cache-strategy', 'content', '--cache-location', `${cache}/prettier`),
      ],
    },
    { name: 'unused code', command: ['knip'] },
  ],
  'every file',
);
