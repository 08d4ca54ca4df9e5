import { expect, it } from 'vitest';
import { seasonNormal } from '../../../src/forecasting/features/weather.ts';
import { asKnownAhead } from '../../../src/forecasting/features/week-matrix.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { missing, panelOfUnits } from '../make-panel.ts';
import { columnsOf } from './columns-of.ts';

it('is compared with the weeks before where there is no year to compare with', () => {
  const panel: Panel = {
    ...panelOfUnits([[1, 2, 3, 4]]),
    knownAhead: { rain: Float64Array.of(4, 6, missing, 10) },
    roles: { promotions: [], weather: ['rain'] },
  };
  expect(columnsOf('weather', panel)).toEqual({
    'weather:rain': [4, 6, 6, 10],
    'weather:rain-against-normal': [0, 2, 1, 10 - 16 / 3],
    'weather:rain-missing': [0, 0, 1, 0],
  });
});

it('is compared with the same weeks of the years before', () => {
  const nWeeks = 110;
  const values = Float64Array.from({ length: nWeeks }, (_, w) => w);
  const normal = seasonNormal(asKnownAhead(values), nWeeks);
  // 50 weeks in, the radius of two weeks reaches the data's first week.
  expect([...normal.slice(49, 53)]).toEqual([44.5, 0, 0.5, 1]);
  expect(normal[60]).toBe(8);
  // Two years in: the means of the weeks around 56 and around 4.
  expect(normal[108]).toBe((56 + 4) / 2);
});
