import { expect, test } from 'vitest';
import { servingOf } from '../../../src/dashboard/pages/monitoring/serving.ts';

type Arguments = Parameters<typeof servingOf>;

const champion = (version: string, velocity: string, trainingCutoff: string) =>
  ({
    version,
    segment: { region: 'north', format: 'large', velocity },
    trainingCutoff,
  }) as unknown as Arguments[1][number];

test('what stands in comes first, then other models, then champions by their age', () => {
  const forecast = {
    cutoff: '2026-11-16',
    scoredBy: {
      ...{ 'large/fast': 'aaaaaaaa', 'large/slow': 'seasonal' },
      ...{ 'small/fast': 'cccccccc', 'small/slow': 'baseline' },
    },
  } as unknown as Arguments[0];
  const found = servingOf(forecast, [
    champion('aaaaaaaa', 'fast', '2026-11-09'),
    champion('bbbbbbbb', 'slow', '2026-09-14'),
  ]);
  expect(found.map(({ segment, as, ageDays }) => [segment, as, ageDays])).toEqual([
    ['large/slow', 'stand-in', 63],
    ['small/slow', 'stand-in', undefined],
    ['small/fast', 'other model', undefined],
    ['large/fast', 'champion', 7],
  ]);
});
