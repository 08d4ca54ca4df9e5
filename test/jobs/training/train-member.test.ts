import { expect, test } from 'vitest';
import { defaultFeatureSettings, featureNames, type FeatureSettings } from '../../../src/contracts/features.ts';
import { loadMember, type NetworkTrainer } from '../../../src/forecasting/index.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { readMemberFiles } from '../../../src/jobs/training/stored-fit.ts';
import { trainMemberJob } from '../../../src/jobs/training/train-member.ts';
import type { JobProgress } from '../../../src/ports/job-runner.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('a fit reads the features its project chose, and another choice is another fit', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const sources = await ingestAll(ports, project);
  const plain = { ...ports, project, trainer, progress: () => undefined };
  const { summary } = await snapshotDatasetJob({ region: 'north', cutoff: files.cutoff, sources }, plain);
  const train = async (features: FeatureSettings) => {
    const context = { ...plain, project: { ...project, resolved: { ...project.resolved, features } } };
    const trained = await trainMemberJob(
      {
        ...{ environment: 'dev', cycleId: 'cycle/1', cutoff: files.cutoff, member: 'lasso' },
        dataset: { version: summary.version, manifest: summary.manifest },
        assessment: { data: summary.segments[0]!, findings: [], retrain: true, reason: 'requested' },
      },
      context,
    );
    const { diagnostics } = loadMember(await readMemberFiles(ports.store, trained.files));
    return { columns: Number(diagnostics['featureColumns']), reusedFits: trained.reusedFits };
  };
  const first = await train(defaultFeatureSettings);
  expect(await train(defaultFeatureSettings)).toEqual({ ...first, reusedFits: 2 });
  const paydays = { daysOfMonth: ['last'] as const };
  const more = { ...defaultFeatureSettings, use: featureNames, leadWeeks: 1, calendar: { holidays: [], paydays } };
  // Two columns of paydays, eight of the range of sales, two of the first sale.
  expect(await train(more)).toEqual({ columns: first.columns + 12, reusedFits: 0 });
});

test('the losses of a running fit are reported epoch by epoch, all its networks in one course', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const seen: JobProgress[] = [];
  const trainer: NetworkTrainer = {
    train: ({ initial }, { epochs }, hooks) => {
      for (let epoch = 1; epoch <= epochs; epoch += 1) hooks?.progress?.({ epoch, epochs, loss: 1 / epoch });
      return Promise.resolve({ weights: initial, losses: [], validationLosses: [] });
    },
  };
  const context = { ...ports, project, trainer, progress: (progress: JobProgress) => void seen.push(progress) };
  const sources = await ingestAll(ports, project);
  const { summary } = await snapshotDatasetJob({ region: 'north', cutoff: files.cutoff, sources }, context);
  await trainMemberJob(
    {
      ...{ environment: 'dev', cycleId: 'cycle/1', cutoff: files.cutoff, member: 'network' },
      dataset: { version: summary.version, manifest: summary.manifest },
      assessment: { data: summary.segments[0]!, findings: [], retrain: true, reason: 'requested' },
    },
    context,
  );
  const { epochs } = project.resolved.members.network;
  const last = seen.filter(({ step }) => step === 'network final fit').at(-1)!;
  expect(last.curve?.epochsPerNetwork).toBe(epochs);
  expect(last.curve?.points.map(([epoch]) => epoch)).toEqual(Array.from({ length: last.epochs! }, (_, i) => i + 1));
  expect(last.epochs! % epochs).toBe(0);
  expect(last.curve?.points.slice(0, 2)).toEqual([
    [1, 1],
    [2, 0.5],
  ]);
});
