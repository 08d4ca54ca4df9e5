import { expect, it } from 'vitest';
import type { Panel } from '../../../src/forecasting/index.ts';
import { missing, panelOfUnits } from '../make-panel.ts';
import { columnsOf } from './columns-of.ts';

it('gives the last value and trailing means, fills from the past, and says where', () => {
  const panel: Panel = {
    ...panelOfUnits([[1, 2, 3, 4, 5, 6]]),
    observed: { visitors: Float64Array.of(missing, 2, 4, missing, 6, 8) },
  };
  expect(columnsOf('observed', panel)).toEqual({
    'observed:visitors': [0, 2, 4, 3, 6, 8],
    'observed:visitors-mean-4': [0, 2, 3, 3, 4, 6],
    'observed:visitors-mean-13': [0, 2, 3, 3, 4, 5],
    'observed:visitors-missing': [1, 0, 0, 1, 0, 0],
  });
});
