import { expect, test } from 'vitest';
import type { GateCheck } from '../../../src/contracts/cycle.ts';
import { addWeeks, type Week } from '../../../src/contracts/week.ts';
import { SegmentChangedError } from '../../../src/jobs/errors.ts';
import { judgeAdoptionJob } from '../../../src/jobs/gate/judge-adoption.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { trainMemberJob } from '../../../src/jobs/training/train-member.ts';
import { validateChallengerJob } from '../../../src/jobs/gate/validate-challenger.ts';
import type { JobInput } from '../../../src/ports/job-runner.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('a stored model is judged without training: by its backtest, the newest data, and the champion it would follow', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  const sources = await ingestAll(ports, project);
  const snapshot = async (cutoff: Week) =>
    (await snapshotDatasetJob({ region: 'north', cutoff, sources }, context)).summary;

  /** A model of the LASSO alone, and the dataset version it was trained on. */
  const trained = async (cutoff: Week) => {
    const summary = await snapshot(cutoff);
    const training = {
      ...{ environment: 'dev', cycleId: 'cycle/1', cutoff },
      dataset: { version: summary.version, manifest: summary.manifest },
      assessment: { data: summary.segments[0]!, findings: [], retrain: true, reason: 'never trained' },
    };
    const member = await trainMemberJob({ ...training, member: 'lasso' }, context);
    const { record } = await validateChallengerJob(
      { ...training, trained: [member], published: [], rolledBack: {} },
      context,
    );
    return { record, manifest: summary.manifest };
  };
  const [first, second] = [-4, -3].map((ahead) => addWeeks(files.cutoff, ahead)) as [Week, Week];
  const { record: model, manifest: trainedOn } = await trained(first);
  const latest = (await snapshot(files.cutoff)).manifest;
  const judge = (more: Partial<JobInput<'judge-adoption'>> = {}): Promise<readonly GateCheck[]> =>
    judgeAdoptionJob({ model, trainedOn, latest, published: [], rolledBack: {}, ...more }, context);
  const check = (name: string, gate: readonly GateCheck[]) => gate.find((one) => one.check === name);

  // On the data it was trained on and without a champion, the gate says what it said then.
  expect(await judge({ latest: trainedOn })).toEqual(model.gate);
  // What it scores is the newest week: other sums, the same number of forecasts.
  const onNewest = await judge();
  expect(check('mape within target', onNewest)).toEqual(check('mape within target', model.gate));
  expect(check('data sound', onNewest)?.detail).toMatch(/^\d+ rows over 40 weeks/);
  expect(check('scores the cutoff', onNewest)).toMatchObject({ passed: true });

  // A champion of the week after has seen its backtest; of the weeks since, both have seen none.
  const { record: champion } = await trained(second);
  const compared = check('not worse than the champion', await judge({ champion }));
  expect(compared?.detail).toMatch(/1 of 4 windows compare \(1 forecast again\), \d+ rows$/);
  // Without those weeks there is no evidence for the older of the two.
  const unseen = check('not worse than the champion', await judge({ champion, latest: trainedOn }));
  expect(unseen).toMatchObject({
    passed: false,
    detail: expect.stringMatching(
      /^none of 2 windows compares: .*; trained on fewer weeks than the champion/,
    ) as string,
  });
  // Compared with itself it is as good as itself, on the weeks since only.
  const itself = check('not worse than the champion', await judge({ champion: model }));
  expect(itself?.detail).toMatch(/2 of 4 windows compare \(2 forecast again\), \d+ rows$/);
  const [ours, theirs] = itself?.detail.match(/[\d.]+(?=%)/g) ?? [];
  expect(ours).toBe(theirs);

  const rolledBack = { [model.version]: { to: 'm0', by: 'ann', at: '2025-10-07T00:00:00.000Z', reason: 'too low' } };
  expect(check('not rolled back', await judge({ rolledBack }))).toMatchObject({ passed: false });

  await expect(judge({ model: { ...model, dataHash: 'of other items' } })).rejects.toThrow(SegmentChangedError);
});
