import { expect, test } from 'vitest';
import type { OptionSetting } from '../../../src/contracts/option-setting.ts';
import type { FittedMemberName } from '../../../src/contracts/segment.ts';
import { backtestMemberJob } from '../../../src/jobs/backtest/backtest-member.ts';
import { evaluateBacktestJob } from '../../../src/jobs/backtest/evaluate-backtest.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { createTensorflowTrainer } from '../../../src/adapters/tensorflow/tensorflow-trainer.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('options set for one run reach the fits they touch; all other fits are reused', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const context = { ...ports, project, trainer: createTensorflowTrainer(), progress: () => undefined };
  const sources = await ingestAll(ports, project);
  const { summary } = await snapshotDatasetJob({ region: 'north', cutoff: files.cutoff, sources }, context);
  const data = summary.segments[0]!;
  const settings = { ...project.resolved.backtest, horizonWeeks: 2 };
  const backtest = (member: FittedMemberName, options?: readonly OptionSetting[]) =>
    backtestMemberJob({ member, data, dataset: summary, settings, ...(options ? { options } : {}) }, context);
  const plain = { lasso: await backtest('lasso'), network: await backtest('network') };
  expect([plain.lasso.reusedFits, plain.network.reusedFits]).toEqual([0, 0]);

  const epochs = [{ path: 'members.network.epochs', value: 3 }];
  expect(await backtest('lasso', epochs)).toMatchObject({ fits: 1, reusedFits: 1, windows: plain.lasso.windows });
  const longer = await backtest('network', epochs);
  expect(longer.reusedFits).toBe(0);
  expect(longer.windows).not.toEqual(plain.network.windows);
  // A value the project has already is no other fit.
  expect(await backtest('network', [{ path: 'members.network.epochs', value: 2 }])).toMatchObject({ reusedFits: 1 });
  expect((await backtest('lasso', [{ path: 'aim', value: 'wape' }])).reusedFits).toBe(0);

  const segments = [{ data, manifest: summary.manifest, members: [plain.lasso, plain.network] }];
  const evaluate = (value: string) =>
    evaluateBacktestJob(
      { segments, horizonWeeks: 2, withRows: false, attribute: 'squareMetres', options: [{ path: 'aim', value }] },
      context,
    );
  const { errors } = await evaluate('wape');
  const measured = errors.segments.map(({ slices = [] }) => slices.map(({ by, groups }) => [by, groups.length]));
  // 2 stores × 2 items, all of one history and one size of store; the project has no holidays.
  expect(measured).toEqual([
    [
      ['promotion', 2],
      ['volume', 4],
      ['history', 1],
      ['squareMetres', 1],
    ],
  ]);
  expect(errors.overall.overall.lasso?.mase).toBeGreaterThan(0);
  await expect(evaluate('mae')).rejects.toThrow('aim: invalid option');
});
