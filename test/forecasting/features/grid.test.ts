import { describe, expect, it } from 'vitest';
import { InvalidPanelError, TooLittleHistoryError, UnknownAheadColumnError } from '../../../src/forecasting/errors.ts';
import { driverNames } from '../../../src/forecasting/features/driver-names.ts';
import { buildGrid } from '../../../src/forecasting/features/grid.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { missing, panelOfUnits } from '../make-panel.ts';

const panel: Panel = {
  ...panelOfUnits([[0, 1, 2, 3, 4]]),
  knownAhead: { rain: Float64Array.of(1, missing, 3, 1e13, 5), fair: Float64Array.of(missing, 1, missing, missing, 1) },
  observed: { visitors: Float64Array.of(7, 8, 9, 10, 11) },
  roles: { promotions: [], weather: ['rain'], events: ['fair'] },
};

function gridOf(change: Partial<Panel> = {}, span: { cutoffIndex?: number; leadWeeks?: number } = {}) {
  const whole = { ...panel, ...change };
  return buildGrid(whole, driverNames(whole), { cutoffIndex: 3, horizonWeeks: 1, ...span });
}

describe('buildGrid', () => {
  it('has actuals up to the cutoff and drivers over the horizon', () => {
    const grid = gridOf();
    expect([...grid.logUnits].map((value) => Math.round(Math.expm1(value)))).toEqual([0, 1, 2, 3, missing]);
    expect([...grid.observed[0]!.values]).toEqual([7, 8, 9, 10, missing]);
    expect(grid.weather[0]).toEqual({
      name: 'rain',
      values: Float64Array.of(1, 1, 3, 3, 5),
      missing: Uint8Array.of(0, 1, 0, 1, 0),
    });
  });

  it('takes a week without a value for one without an event', () => {
    expect([...gridOf().events[0]!.values]).toEqual([0, 1, 0, 0, 1]);
    // Rain alone is carried forward.
    expect([...gridOf().carriedForward]).toEqual([0, 1, 0, 1, 0]);
  });

  it('ends actuals a business lead before the cutoff', () => {
    const grid = gridOf({}, { leadWeeks: 2 });
    expect(grid.lastActualIndex).toBe(1);
    expect([...grid.observed[0]!.values]).toEqual([7, 8, missing, missing, missing]);
    expect(grid.weather[0]!.values[4]).toBe(5);
    expect(() => gridOf({}, { leadWeeks: 4 })).toThrow(TooLittleHistoryError);
  });

  it('knows nothing missing where nothing is', () => {
    const knownAhead = { rain: Float64Array.of(1, 2, 3, 4, 5), fair: panel.knownAhead['fair']! };
    expect(gridOf({ knownAhead }).weather[0]!.missing).toBeNull();
  });

  it('does not take an observed column for one that is known ahead', () => {
    const visitors = () => gridOf({ roles: { promotions: [], weather: ['visitors'] } });
    expect(visitors).toThrow(UnknownAheadColumnError);
    expect(visitors).toThrow(/The role weather cannot read "visitors" at the target week/);
  });

  it.each<[string, Partial<Panel>, RegExp]>([
    ['units of another length', { units: new Float64Array(4) }, /units cannot be used: 4 values where .* is 5/],
    ['a series in no store', { seriesStore: Int32Array.of(1) }, /seriesStore .* series 0 points to 1, and there are 1/],
    ['a series of no item', { seriesItem: Int32Array.of(-1) }, /seriesItem .* series 0 points to -1/],
    ['series without an item', { seriesItem: new Int32Array(0) }, /series .* 1 have a store and 0 an item/],
    ['weeks that are none', { weeks: ['a', 'b', 'c', 'd', 'e'] }, /its first week "a" is not a date/],
    ['a driver that is too short', { knownAhead: { rain: new Float64Array(3) } }, /"rain" has 3 values, not 5/],
    ['an actual that is absent', { roles: { promotions: [], returns: 'back' } }, /observed .* "back" is absent/],
  ])('refuses %s', (_, change, message) => {
    expect(() => gridOf(change)).toThrow(InvalidPanelError);
    expect(() => gridOf(change)).toThrow(message);
  });

  it.each([5, -1, 1.5])('refuses the cutoff %s', (cutoffIndex) => {
    expect(() => gridOf({}, { cutoffIndex })).toThrow(InvalidPanelError);
  });
});
