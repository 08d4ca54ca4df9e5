/**
 * What `npm test` checks before it runs tests: `npm run check`. Types and lint are checked together, part by part; the other steps are
 * also separate npm scripts.
 *
 * Results for files that have not changed since are cached in node_modules/.cache; with `CI` in the environment everything is
 * checked.
 */
import { codeParts, type CodePartName } from './code-parts.ts';
import { cache, runSteps, type Step } from './run-steps.ts';

const checksAll = Boolean(process.env.CI);
const kept = (...args: readonly string[]): readonly string[] => (checksAll ? [] : args);

const code = (Object.keys(codeParts) as CodePartName[]).map((part): Step => {
  const command = ['node', 'scripts/checks/code.ts', part] as const;
  return { name: `types and lint of ${part}`, command: checksAll ? [...command, '--all'] : command };
});

await runSteps(
  [
    // In this order two cores end at about the same time.
    {
      name: 'format',
      command: [
        ...(['prettier', '--check', '--log-level', 'warn', '.'] as const),
        ...kept('--cache', '--cache-strategy', 'content', '--cache-location', `${cache}/prettier`),
      ],
    },
    ...code,
    { name: 'unused code', command: ['knip'] },
    { name: 'words', command: ['node', 'scripts/words/main.ts'] },
  ],
  'every file',
);
