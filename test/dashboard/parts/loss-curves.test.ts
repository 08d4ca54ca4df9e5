import { expect, test } from 'vitest';
import {
  epochRange,
  lossesInWords,
  lossRows,
  runningCurves,
  trainedCurves,
} from '../../../src/dashboard/parts/loss-curves.ts';

test('networks of one view are numbered by their seed, others are named by their view', () => {
  const network = (view: string) => ({ view, losses: [0.5, 0.4], validationLosses: [] });
  const names = trainedCurves([network('long-level'), network('recent-level'), network('long-level')]).map(
    ({ name }) => name,
  );
  expect(names).toEqual(['long level, seed 1', 'recent level', 'long level, seed 2']);
});

test('the epochs of a running fit are counted for each network', () => {
  const points = [
    [9, 0.5],
    [10, 0.4],
    [11, 0.7],
  ] as const;
  expect(runningCurves({ epochsPerNetwork: 10, points })).toEqual([
    {
      name: 'network 1',
      points: [
        { epoch: 9, loss: 0.5 },
        { epoch: 10, loss: 0.4 },
      ],
      heldOut: [],
    },
    { name: 'network 2', points: [{ epoch: 1, loss: 0.7 }], heldOut: [] },
  ]);
});

test('a table has an epoch a row, also where a network stopped early', () => {
  const curves = trainedCurves([
    { view: 'long-level', losses: [0.5, 0.4], validationLosses: [0.6, 0.5] },
    { view: 'recent-level', losses: [0.3], validationLosses: [] },
  ]);
  expect(lossRows(curves)).toEqual([
    { epoch: 1, losses: [0.5, 0.3], heldOut: [0.6, undefined] },
    { epoch: 2, losses: [0.4, undefined], heldOut: [0.5, undefined] },
  ]);
});

test('a sentence says whether the losses fell', () => {
  const curves = (...losses: number[][]) =>
    trainedCurves(losses.map((one, index) => ({ view: `v${index}`, losses: one, validationLosses: [] })));
  expect(lossesInWords(curves([0.5, 0.25], [0.4, 0.1]))).toBe(
    'From the first epoch to the last the loss fell by 50% to 75%.',
  );
  expect(lossesInWords(curves([0.5, 0.25]))).toBe('From the first epoch to the last the loss fell by 50%.');
  expect(lossesInWords(curves([0.5, 0.6], [0.4, 0.2]))).toBe(
    'The loss rose in 1 of 2 networks and fell by up to 50% in the others.',
  );
  expect(lossesInWords(curves([0.5, 0.6]))).toBe('The losses did not fall: they rose by up to 20%.');
  expect(lossesInWords(curves([0.5]))).toBe('There are too few epochs to tell.');
});

test('an axis of epochs spans all curves, also while the first epoch is awaited', () => {
  const points = [
    [148, 0.5],
    [149, 0.4],
  ] as const;
  expect(epochRange(runningCurves({ epochsPerNetwork: 600, points }))).toEqual([148, 149]);
  expect(epochRange([])).toEqual([0, 0]);
});
