import { beforeEach, expect, test } from 'vitest';
import { setCurrentBuild } from '../../../src/app/deployment/set-current-build.ts';
import { showDeployment } from '../../../src/app/deployment/show-deployment.ts';
import { UnknownBuildError, UnversionedRunsError } from '../../../src/ports/worker-deployments.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

let builds: (string | undefined)[];
const resolved = { environments: { dev: {}, prod: {} }, regions: [{ name: 'north' }], formats: ['large'] };
const app = testApp({
  project: { resolved, codeVersion: 'c2' } as unknown as LoadedProject,
  ownBuildId: () => Promise.resolve('b3'),
  orchestration: {
    deployments: {
      versions: () => Promise.resolve([{ buildId: 'b2', state: 'current', pinned: 3 }]),
      setCurrent: (environment, buildId) => {
        if (buildId === 'b9') return Promise.reject(new UnknownBuildError(environment, buildId));
        if (buildId === 'b8') return Promise.reject(new UnversionedRunsError(environment, buildId, 2));
        builds.push(buildId);
        return Promise.resolve();
      },
    },
  },
});
beforeEach(() => {
  builds = [];
});

test('builds are shown, and one is made current, or none', async () => {
  expect(await performed(showDeployment, app, { environment: 'dev' })).toMatchObject([{ buildId: 'b2', pinned: 3 }]);
  await performed(setCurrentBuild, app, { environment: 'dev', buildId: 'b2' });
  expect(await performed(setCurrentBuild, app, { environment: 'dev', buildId: null, retrain: false })).toEqual({
    environment: 'dev',
    buildId: null,
    retraining: { state: 'left-out' },
  });
  expect(builds).toEqual(['b2', undefined]);
});

test('a build on which nobody works is refused', async () => {
  const setting = () => performed(setCurrentBuild, app, { environment: 'dev', buildId: 'b9' });
  await expect(setting()).rejects.toMatchObject({ kind: 'unknown', code: 'unknown-build', facts: { buildId: 'b9' } });
  expect(await refusalMessage(setting)).toBe(
    'UnknownBuildError: workers of build b9 have not asked dev for work, or not on every queue on which those of the current build have; ' +
      'start them, without SHELFCAST_WORKER_VERSIONING=off',
  );
});

test('a build does not take over cycles that workers without a version still run', async () => {
  const setting = () => performed(setCurrentBuild, app, { environment: 'dev', buildId: 'b8' });
  await expect(setting()).rejects.toMatchObject({
    kind: 'conflict',
    code: 'unversioned-runs',
    facts: { environment: 'dev', buildId: 'b8', runs: 2 },
  });
  expect(await refusalMessage(setting)).toBe(
    'UnversionedRunsError: 2 cycles and trainings of dev run on workers without a version; keep those workers until all have ended, ' +
      'then make build b8 current. If that build is to continue them, stop those workers first',
  );
  expect(builds).toEqual([]);
});

test('an environment that the project does not have is refused before anything is done', async () => {
  const setting = performed(setCurrentBuild, app, { environment: 'test' });
  await expect(setting).rejects.toMatchObject({ code: 'unknown-environment' });
  expect(builds).toEqual([]);
});

test.each([['b2'], [null]])('of the build %s no code is known, so nothing is sent', async (buildId) => {
  const { retraining } = await performed(setCurrentBuild, app, { environment: 'dev', buildId });
  expect(retraining).toEqual({ state: 'unknown-code', thisBuild: 'b3' });
});

test('where the registry cannot be opened, the build is current and the reason is in the answer', async () => {
  expect(await performed(setCurrentBuild, app, { environment: 'dev' })).toEqual({
    ...{ environment: 'dev', buildId: 'b3' },
    retraining: { state: 'failed', reason: 'the test gives no registry' },
  });
  expect(builds).toEqual(['b3']);
});
