import { expect, test } from 'vitest';
import { setCurrentBuild } from '../../../src/app/deployment/set-current-build.ts';
import { showDeployment } from '../../../src/app/deployment/show-deployment.ts';
import { UnknownBuildError } from '../../../src/ports/worker-deployments.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

const builds: (string | undefined)[] = [];
const app = testApp({
  orchestration: {
    deployments: {
      versions: () => Promise.resolve([{ buildId: 'b2', current: true, pinned: 3 }]),
      setCurrent: (environment, buildId) => {
        if (buildId === 'b9') return Promise.reject(new UnknownBuildError(environment, buildId));
        builds.push(buildId);
        return Promise.resolve();
      },
    },
  },
});

test('builds are shown, and one is made current, or none', async () => {
  expect(await performed(showDeployment, app, { environment: 'dev' })).toMatchObject([{ buildId: 'b2', pinned: 3 }]);
  await performed(setCurrentBuild, app, { environment: 'dev', buildId: 'b2' });
  expect(await performed(setCurrentBuild, app, { environment: 'dev', buildId: null })).toEqual({
    environment: 'dev',
    buildId: null,
  });
  expect(builds).toEqual(['b2', undefined]);
});

test('a build on which nobody works is refused', async () => {
  const setting = () => performed(setCurrentBuild, app, { environment: 'dev', buildId: 'b9' });
  await expect(setting()).rejects.toMatchObject({ kind: 'unknown', code: 'unknown-build', facts: { buildId: 'b9' } });
  expect(await refusalMessage(setting)).toBe(
    'UnknownBuildError: no orchestration worker of build b9 has asked dev for work; start one, with SHELFCAST_WORKER_VERSIONING=on',
  );
});
