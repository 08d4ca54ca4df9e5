import { beforeEach, expect, test } from 'vitest';
import { UnversionedRunsError } from '../../src/ports/worker-deployments.ts';
import { settleBuild, warnOfUndrained, type BuildOfWorker } from '../../src/workers/settle-build.ts';

let lines: string[];
const log = {
  info: (_: object, message: string) => lines.push(`info ${message}`),
  warn: (_: object, message: string) => lines.push(`warn ${message}`),
} as unknown as BuildOfWorker['log'];
beforeEach(() => {
  lines = [];
});

const build = (deployments: Partial<BuildOfWorker['deployments']>): BuildOfWorker => ({
  ...{ buildId: 'b2', environments: ['dev'], log },
  deployments: {
    setFirst: () => Promise.reject(new Error('not asked for')),
    versions: () => Promise.reject(new Error('not asked for')),
    ...deployments,
  },
});

test.each([
  ['b2', 'info new workflows start on this build'],
  ['b1', 'info new workflows start on build b1; this build gets them after "deployment set-current b2 --env dev"'],
  [
    undefined,
    'info new workflows start on workers without a version; this build gets them after "deployment set-current b2 --env dev"',
  ],
])('a worker says where new workflows start: %s', async (current, line) => {
  await settleBuild(build({ setFirst: () => Promise.resolve(current) }));
  expect(lines).toEqual([line]);
});

test('a worker says that cycles run on workers without a version, and what to do', async () => {
  await settleBuild(build({ setFirst: () => Promise.reject(new UnversionedRunsError('dev', 'b2', 3)) }));
  expect(lines).toEqual([
    'warn 3 cycles and trainings of dev run on workers without a version; keep those workers until all have ended, then build b2 becomes current automatically',
  ]);
});

test('a server that refuses does not end the worker', async () => {
  await settleBuild(build({ setFirst: () => Promise.reject(new Error('permission denied')) }));
  expect(lines).toEqual(['warn it is not known which build gets new workflows; "deployment show --env dev" says it']);
});

test.each([
  [
    'draining',
    'warn build b2 has not drained in dev: keep a worker of it on every queue until "deployment show" says drained',
  ],
  ['drained'],
  ['current'],
] as const)('a worker whose build is %s ends', async (state, ...expected) => {
  await warnOfUndrained(build({ versions: () => Promise.resolve([{ buildId: 'b2', state, pinned: 3 }]) }));
  expect(lines).toEqual(expected);
});

test('a server that is away does not hold up the end of a worker', async () => {
  await warnOfUndrained(build({}));
  expect(lines).toEqual([]);
});
