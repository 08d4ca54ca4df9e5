import { expect, test } from 'vitest';
import { loadProject } from '../../src/project/load-project.ts';
import { quickProject } from '../../src/project/quick-project.ts';
import { createSmallProject } from '../support/small-project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('removes what takes time, never adds to it, and leaves the rest', async () => {
  const { directory } = await createSmallProject({
    directory: await temporaryDirectory(),
    config: 'members: { network: { epochs: 2, batchSize: 64, hiddenUnits: [8] } },',
  });
  const project = await loadProject(directory);
  const { resolved } = quickProject(project);
  expect(resolved.members.network).toEqual({ ...project.resolved.members.network, epochs: 2, preset: 'mixed' });
  expect(resolved.members.trees).toEqual({ ...project.resolved.members.trees, trees: 30 });
  expect(resolved.backtest.nWindows).toBe(2);
  const large = { ...project.resolved.members.network, epochs: 40, seedsPerView: 3, preset: 'steady' as const };
  const slow = { ...project.resolved, members: { ...project.resolved.members, network: large } };
  expect(quickProject({ ...project, resolved: slow }).resolved.members.network).toEqual({
    ...large,
    epochs: 4,
    seedsPerView: 1,
  });
});
