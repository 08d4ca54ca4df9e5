import { expect, test } from 'vitest';
import type { ArtifactRef } from '../../../src/contracts/artifact.ts';
import type { GateCheck } from '../../../src/contracts/cycle.ts';
import type { ModelComparison } from '../../../src/contracts/model-comparison.ts';
import { addWeeks, type Week } from '../../../src/contracts/week.ts';
import { describeTrainingJob } from '../../../src/jobs/explain/describe-training.ts';
import { compareModelsJob } from '../../../src/jobs/gate/compare-models.ts';
import { scoreRegionJob } from '../../../src/jobs/scoring/score-region.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { trainMemberJob } from '../../../src/jobs/training/train-member.ts';
import { validateChallengerJob } from '../../../src/jobs/gate/validate-challenger.ts';
import type { JobInput } from '../../../src/ports/job-runner.ts';
import { getJson } from '../../../src/ports/json-artifacts.ts';
import type { ModelRecord } from '../../../src/ports/registry.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('a champion that has seen the windows is judged by what production had published from their cutoffs', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  const sources = await ingestAll(ports, project);

  /** A challenger of the last weeks up to a cutoff, of the LASSO alone. */
  const trained = async (cutoff: Week) => {
    const { summary } = await snapshotDatasetJob({ region: 'north', cutoff, sources }, context);
    const data = summary.segments[0]!;
    const training = {
      ...{ environment: 'dev', cycleId: 'cycle/1', cutoff },
      dataset: { version: summary.version, manifest: summary.manifest },
      assessment: { data, findings: [], retrain: true, reason: 'never trained' },
    };
    const member = await trainMemberJob({ ...training, member: 'lasso' }, context);
    const validate = (more: Partial<JobInput<'validate-challenger'>> = {}) =>
      validateChallengerJob({ ...training, trained: [member], published: [], rolledBack: {}, ...more }, context);
    return { data, manifest: summary.manifest, validate };
  };
  const check = (name: string, gate: readonly GateCheck[]) => gate.find((one) => one.check === name);

  // The last window before the newest cutoff begins two weeks before it, at the first one.
  const [first, second, newest] = [-2, -1, 0].map((ahead) => addWeeks(files.cutoff, ahead)) as [Week, Week, Week];
  const one = await trained(first);
  const { record: champion, challenger } = await one.validate();
  expect(challenger.gate.map(({ check: name }) => name)).toEqual([
    'mape within target',
    'beats the baseline',
    'data sound',
    'training complete',
    'scores the cutoff',
  ]);
  expect(check('training complete', challenger.gate)).toMatchObject({ passed: true });
  expect(check('scores the cutoff', challenger.gate)).toMatchObject({ passed: true });
  // Without a champion the best of three serves, and with a person to decide only those that need no approval are compared.
  expect(challenger.serves?.automatic.reason).toMatch(
    /^error against the seasonal member: challenger \d+\.\d%, seasonal 100\.0%, baseline \d+\.\d%, on \d+ rows$/,
  );
  expect(['seasonal', 'baseline']).toContain(challenger.serves?.manual.by);
  const { segment, items } = one.data;
  const { parquet, csv, rows } = await scoreRegionJob(
    {
      environment: 'dev',
      region: 'north',
      cutoff: first,
      manifest: one.manifest,
      segments: [{ segment, items, champion }],
    },
    context,
  );
  const forecast = {
    ...{
      environment: 'dev',
      region: 'north',
      cutoff: first,
      cycleId: 'cycle/1',
      datasetVersion: 'd',
      rows,
      parquet,
      csv,
    },
    ...{ uri: '', scoredBy: {} },
  };

  const later = (await (await trained(second)).validate()).record;
  const last = await trained(newest);
  const against = async (more: Partial<JobInput<'validate-challenger'>>): Promise<GateCheck | undefined> =>
    check('not worse than the champion', (await last.validate(more)).challenger.gate);

  const seen = await against({ champion: later });
  expect(seen).toMatchObject({ passed: true, detail: expect.stringMatching(/^none of 2 windows compares/) as string });
  const published = await against({ champion: later, published: [{ forecast, versions: [champion.version] }] });
  expect(published?.detail).toMatch(/1 of 2 windows compare \(1 published\), \d+ rows$/);
  const again = await against({ champion });
  expect(again?.detail).toMatch(/1 of 2 windows compare \(1 forecast again\), \d+ rows$/);
  // The same model from the same cutoff: what it published is what it forecasts again.
  const figures = (detail = ''): string[] => detail.match(/[\d.]+(?=%)|\d+(?= rows)/g) ?? [];
  expect(figures(published?.detail)).toEqual(figures(again?.detail));
  // The gate's rows are kept, in units and at the prices of the data.
  const { record: kept } = await last.validate({ champion });
  expect(kept.backtest.comparison?.with).toBe(champion.version);
  const comparison = await getJson<ModelComparison>(ports.store, kept.backtest.comparison!.artifact);
  expect(comparison).toMatchObject({ first: kept.version, second: champion.version });
  expect(comparison.windows.map(({ from, rows: count }) => [from, count])).toEqual([
    ['forecast again', comparison.units.rows],
  ]);
  expect(comparison.note).toMatch(/^1 of 2 windows do not compare/);
  expect(comparison.money?.rows).toBe(comparison.units.rows);
  expect(comparison.items.total).toBeGreaterThan(0);
  expect((await last.validate()).record.backtest).not.toHaveProperty('comparison');

  // Two models on request: on the window that the earlier one had not seen, and never on what it has learned.
  const toCompare = (model: ModelRecord, manifest: ArtifactRef) => ({ model, manifest });
  const asked = await compareModelsJob(
    { first: toCompare(champion, one.manifest), second: toCompare(kept, last.manifest) },
    context,
  );
  const { first: theirs, second: ours } = comparison.units;
  expect(asked.units).toEqual({ ...comparison.units, first: ours, second: theirs });
  expect(asked.windows).toEqual(comparison.windows);
  const same = await compareModelsJob(
    { first: toCompare(kept, last.manifest), second: toCompare(kept, last.manifest) },
    context,
  );
  expect(same.windows.map(({ from }) => from)).toEqual(['backtest']);
  expect([same.items.better, same.items.worse]).toEqual([0, 0]);
  const elsewhere = { ...champion, segment: { ...champion.segment, region: 'south' } };
  const foreignModel = await compareModelsJob(
    { first: toCompare(kept, last.manifest), second: toCompare(elsewhere, one.manifest) },
    context,
  );
  expect([foreignModel.windows, foreignModel.note]).toEqual([
    [],
    expect.stringMatching(/^They are of different segments/),
  ]);

  // How the training went, from the files that it left.
  const training = await describeTrainingJob({ model: kept, items: { most: 1, by: 'wape' } }, context);
  expect(training.members).toMatchObject([{ member: 'lasso', networks: [], regressions: { pooled: false } }]);
  const { backtest } = training;
  expect(backtest?.slices?.map(({ by }) => by)).toEqual(['promotion', 'volume', 'history', 'store']);
  expect(backtest?.items.worst).toHaveLength(1);
  expect(backtest?.items.total).toBe(comparison.items.total);
  // Forty weeks have no year before.
  expect(backtest).not.toHaveProperty('yearAgo');

  // What others published says nothing about it.
  const foreign = await against({ champion: later, published: [{ forecast, versions: ['someone'] }] });
  expect(foreign?.detail).toMatch(/^none of 2 windows compares/);

  const rolledBack = { to: 'm1', by: 'ann', at: '2025-10-07T00:00:00.000Z', reason: 'too low' };
  const { version } = (await last.validate()).challenger;
  const refused = (await last.validate({ rolledBack: { [version]: rolledBack } })).challenger;
  expect(refused).toMatchObject({ version, gatePassed: false });
  expect(check('not rolled back', refused.gate)?.detail).toMatch(/^ann rolled back from/);

  const retired = { by: 'ann', at: '2025-10-07T00:00:00.000Z', reason: 'too low' };
  const takenOut = (await last.validate({ retired: { [version]: retired } })).challenger;
  expect(takenOut).toMatchObject({ version, gatePassed: false });
  expect(check('not retired', takenOut.gate)?.detail).toMatch(/^ann retired .* on 2025-10-07: too low$/);
  // Nor does it serve provisionally, though it is the best there is.
  expect((await last.validate()).challenger.serves?.automatic.by).toBe('challenger');
  expect(takenOut.serves?.automatic.by).not.toBe('challenger');
});
