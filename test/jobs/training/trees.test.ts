import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeTrainingJob } from '../../../src/jobs/explain/describe-training.ts';
import { explainModelJob } from '../../../src/jobs/explain/explain-model.ts';
import { trainingEvidence } from '../../../src/jobs/gate/training-evidence.ts';
import { reproduceMemberJob } from '../../../src/jobs/training/reproduce-member.ts';
import { publishSmall, type PublishedSmall } from '../../support/published-small.ts';
import { removeFolder } from '../../support/remove-folder.ts';

let folder: string;
let small: PublishedSmall;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelfcast-trees-'));
  small = await publishSmall(join(folder, 'project'), { trees: true });
});
afterAll(async () => {
  small.close();
  await removeFolder(folder);
});

test('a project with trees has them in its model, with a weight and errors of their own', () => {
  const { members, backtest, gate } = small.model;
  expect(Object.keys(members)).toEqual(['lasso', 'network', 'trees']);
  expect(backtest.weights.trees).toBeGreaterThan(0);
  expect(Object.values(backtest.weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  expect(backtest.metrics.trees?.rows).toBe(backtest.metrics.lasso?.rows);
  expect(gate.find(({ check }) => check === 'training complete')).toMatchObject({ passed: true });
});

test('what they forecast is a column of the published forecasts', async () => {
  const { store, tables } = small.context;
  const published = await tables.readParquet(await store.localPath(small.forecast.parquet), {
    where: [{ column: 'scored_by', in: [small.model.version] }],
  });
  expect(Array.from(published['trees'] as Float64Array).every((units) => units > 0)).toBe(true);
});

test('they are explained: a forecast from where they start, the training by its errors and columns', async () => {
  const { model, summary, context } = small;
  const input = { model, manifest: summary.manifest } as const;
  const series = { store: 'n1', item: 'apples' };
  const { forecasts, importance } = await explainModelJob({ ...input, series, importance: true }, context);
  expect(importance!.errors.trees?.mape).toBeGreaterThan(0);
  const { trees, members } = forecasts![0]!;
  const sum = trees!.groups.reduce((total, { logUnits }) => total + logUnits, trees!.start + trees!.usual);
  expect(Math.expm1(sum + trees!.clipping)).toBeCloseTo(members.trees!.units, 6);
  const { members: trained } = await describeTrainingJob({ model, items: { most: 1, by: 'wape' } }, context);
  expect(trained.at(-1)).toMatchObject({ member: 'trees', networks: [], trees: { count: 2 * 16 } });
});

test('they are reproduced to the byte', async () => {
  const { model, summary, context } = small;
  const { files } = await reproduceMemberJob({ model, member: 'trees', manifest: summary.manifest }, context);
  expect(files.map(({ file, same }) => [file, same])).toEqual([
    ['arrays.bin', true],
    ['member.json', true],
  ]);
});

test('the gate misses them only in a model that was made with them', async () => {
  const { trees: _trees, ...others } = small.model.members;
  const { members } = small.model.parameters as { readonly members: Readonly<Record<string, unknown>> };
  const { trees: _own, ...before } = members;
  const lacking = { ...small.model, members: others };
  expect((await trainingEvidence(lacking, small.context)).wanted).toEqual(['lasso', 'network', 'trees']);
  const earlier = { ...lacking, parameters: { ...(small.model.parameters as object), members: before } };
  expect((await trainingEvidence(earlier, small.context)).wanted).toEqual(['lasso', 'network']);
});
