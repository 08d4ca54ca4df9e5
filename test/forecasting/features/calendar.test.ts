import { expect, it } from 'vitest';
import { epochDay } from '../../../src/contracts/week.ts';
import { calendarFeatures } from '../../../src/forecasting/features/calendar.ts';

it('comes round every year, except for the time', () => {
  const days = Float64Array.of(epochDay('2024-03-04'), epochDay('2024-03-04') + 365.25);
  for (const { name, values } of calendarFeatures(days, 1)) {
    expect(values[1]! - values[0]!).toBeCloseTo(name === 'time' ? 1 : 0, 9);
  }
});

it('is the same for every series', () => {
  const [time] = calendarFeatures(Float64Array.of(0, 7), 2);
  expect([...time!.rowOf!]).toEqual([0, 0]);
  expect(time!.values).toHaveLength(2);
});
