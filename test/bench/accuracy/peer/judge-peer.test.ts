import { expect, test } from 'vitest';
import { lowestLoss } from '../../../../bench/accuracy/peer/judge-peer.ts';

test('the lowest sum of MAPE and WAPE, the first of equals', () => {
  const losses = {
    absolute: { mape: 50, wape: 28, bias: 0 },
    relative: { mape: 44, wape: 33, bias: 0 },
    mean: { mape: 46, wape: 29, bias: 0 },
  };
  expect(lowestLoss(losses)).toBe('mean');
  expect(lowestLoss({ ...losses, relative: { mape: 46, wape: 29, bias: -9 } })).toBe('relative');
});

test('a loss without figures is never the lowest', () => {
  expect(lowestLoss({ none: { mape: null, wape: null, bias: null }, some: { mape: 90, wape: 90, bias: 0 } })).toBe(
    'some',
  );
});
