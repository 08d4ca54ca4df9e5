import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultFeatureSettings, featureNames } from '../../../src/contracts/features.ts';
import { InvalidOptionError, UnknownAheadColumnError } from '../../../src/forecasting/errors.ts';
import { featureColumns } from '../../../src/forecasting/features/feature-columns.ts';
import type { FeatureGroup } from '../../../src/forecasting/features/feature-group.ts';
import { fitFeatures, gridFor } from '../../../src/forecasting/features/feature-model.ts';
import { makePanel } from '../make-panel.ts';
import { richCases } from './rich-panel.ts';

const panel = makePanel();
const all = { ...defaultFeatureSettings, use: featureNames };

function namesOf(use = defaultFeatureSettings.use): string[] {
  const model = fitFeatures(panel, panel.cutoffIndex, { ...defaultFeatureSettings, use });
  const grid = gridFor(model, panel, panel.cutoffIndex, 0);
  return Array.from(featureColumns(model, grid, Int32Array.of(0)), ({ name }) => name);
}

it('come in the order of the catalogue, whatever the order they are asked for', () => {
  expect(namesOf(['calendar', 'residual-levels', 'driver-effect', 'sales-history'])).toEqual(
    namesOf(['sales-history', 'driver-effect', 'residual-levels', 'calendar']),
  );
  expect(namesOf().slice(-7)[0]).toBe('time');
});

it('hold those that are asked for, and no others', () => {
  const names = namesOf(['sales-history', 'driver-effect', 'residual-levels', 'first-sale']);
  expect(names).toContain('first-sale-weeks');
  expect(names).not.toContain('price');
  expect(names).not.toContain('time');
});

it('cannot do without what the members build on', () => {
  expect(() => namesOf(['sales-history', 'price'])).toThrow(InvalidOptionError);
  expect(() => namesOf(['sales-history', 'price'])).toThrow(
    /must be a list with driver-effect, residual-levels: members build on them/,
  );
});

it('refuse a target column of a group that is not known ahead', () => {
  const model = fitFeatures(panel, panel.cutoffIndex, all);
  const grid = gridFor(model, panel, panel.cutoffIndex, 0);
  const sly: FeatureGroup = {
    name: 'first-sale',
    describe: 'units of the week to forecast',
    knownAhead: false,
    applies: () => true,
    columns: () => [{ name: 'sly', at: 'target' as 'cutoff', values: grid.logUnits }],
  };
  const columns = () => [...featureColumns(model, grid, Int32Array.of(0), { catalogue: [sly] })];
  expect(columns).toThrow(UnknownAheadColumnError);
  expect(columns).toThrow(/feature group first-sale cannot read "sly" at the target week/);
});

it('hold the same from the first week that is read on, whichever that is', () => {
  fc.assert(
    fc.property(richCases, fc.double({ min: 0, max: 1, noNaN: true }), (rich, share) => {
      const model = fitFeatures(rich.panel, rich.cutoffIndex, rich.settings);
      const grid = gridFor(model, rich.panel, rich.cutoffIndex, rich.horizonWeeks);
      const series = Int32Array.from(rich.panel.seriesItem.keys()).reverse();
      const first = Math.floor(share * rich.cutoffIndex);
      const columns = (from: number) =>
        Array.from(featureColumns(model, grid, series, { from }), ({ name, values }) => {
          return [name, values.filter((_, cell) => cell % grid.nWeeks >= first)];
        });
      expect(columns(first)).toEqual(columns(0));
    }),
    { numRuns: 40 },
  );
});
