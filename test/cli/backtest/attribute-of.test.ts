import { expect, test } from 'vitest';
import { attributeOf } from '../../../src/cli/backtest/attribute-of.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('a grouping is no attribute, a column of the stores is one', async () => {
  const { resolved } = (await loadedSmallProject()).project;
  expect(['step', 'item', 'cutoff', 'promotion', 'volume', 'history'].map((by) => attributeOf(resolved, by))).toEqual(
    new Array(6).fill(undefined),
  );
  expect(attributeOf(resolved, 'squareMetres')).toBe('squareMetres');
  expect(attributeOf(resolved, 'store.squareMetres')).toBe('squareMetres');
  const events = { ...resolved, drivers: { ...resolved.drivers, events: ['fair'] } };
  expect(attributeOf(events, 'holiday')).toBeUndefined();
});

test('what the project does not know is refused', async () => {
  const { resolved } = (await loadedSmallProject()).project;
  expect(() => attributeOf(resolved, 'income')).toThrow(
    new UsageError(
      'no errors by "income": the project has step, item, cutoff, promotion, volume, history, holiday, squareMetres',
    ),
  );
  expect(() => attributeOf(resolved, 'holiday')).toThrow(/knows no holidays \(features\.calendar\.holidays\)/);
  const plain = { ...resolved, drivers: { promotions: [] } };
  expect(() => attributeOf(plain, 'promotion')).toThrow(/names no promotions \(drivers\.promotions\)/);
});
