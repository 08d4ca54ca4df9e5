import { expect, test } from 'vitest';
import { lossCurve } from '../../../src/jobs/training/loss-curve.ts';

test('losses are collected by epoch, with the digits a curve can show', () => {
  const curve = lossCurve();
  expect(curve.sofar()).toEqual({});
  curve.add({ epoch: 1, epochs: 20, loss: 0.123456, epochsPerNetwork: 10 });
  curve.add({ epoch: 2, epochs: 20, loss: 0.1, epochsPerNetwork: 10 });
  expect(curve.sofar()).toEqual({
    curve: {
      epochsPerNetwork: 10,
      points: [
        [1, 0.1235],
        [2, 0.1],
      ],
    },
  });
});

test('regressions have no curve; of very many epochs the newest are kept', () => {
  const regressions = lossCurve();
  regressions.add({ epoch: 1, epochs: 3, loss: 0.2 });
  expect(regressions.sofar()).toEqual({});
  const long = lossCurve();
  for (let epoch = 1; epoch <= 1000; epoch += 1) long.add({ epoch, epochs: 1000, loss: 1, epochsPerNetwork: 1000 });
  const { points = [] } = long.sofar().curve ?? {};
  expect([points.length, points[0]?.[0], points.at(-1)?.[0]]).toEqual([400, 601, 1000]);
});
