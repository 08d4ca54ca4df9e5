import { expect, test } from 'vitest';
import { addWeeks, type Week } from '../../../src/contracts/week.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { trainMemberJob } from '../../../src/jobs/training/train-member.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('the cycle of the next week fits at its cutoff, and finds the fits of its backtest done', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const sources = await ingestAll(ports, project);
  const context = { ...ports, project, trainer, progress: () => undefined };
  const train = async (cutoff: Week) => {
    const { summary } = await snapshotDatasetJob({ region: 'north', cutoff, sources }, context);
    const trained = await trainMemberJob(
      {
        ...{ environment: 'dev', cycleId: 'cycle/1', cutoff, member: 'lasso' as const },
        dataset: { version: summary.version, manifest: summary.manifest },
        assessment: { data: summary.segments[0]!, findings: [], retrain: true, reason: 'requested' },
      },
      context,
    );
    return { ...trained, datasetVersion: summary.version };
  };
  const last = [-5, -4, -3, -2, -1, 0].map((weeks) => addWeeks(files.cutoff, weeks));
  const trained = [];
  for (const cutoff of last) trained.push(await train(cutoff));
  expect(new Set(trained.map(({ datasetVersion }) => datasetVersion)).size).toBe(last.length);
  // Two windows, two weeks apart, share a grid of eight weeks: five later weeks need one new fit of a window at most.
  const found = trained.slice(1).filter(({ reusedFits }) => reusedFits > 0).length;
  expect(found).toBeGreaterThanOrEqual(4);
  // Every week has forecasts of its own windows and a final fit of its own.
  for (const { windows } of trained) expect(windows).toHaveLength(2);
  expect(new Set(trained.map((one) => JSON.stringify(one.files))).size).toBe(last.length);
  // The same week again fits nothing.
  const again = await train(files.cutoff);
  expect(again).toMatchObject({ files: trained.at(-1)!.files, windows: trained.at(-1)!.windows });
  expect(again.reusedFits).toBeGreaterThanOrEqual(2);
});
