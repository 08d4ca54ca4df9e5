import { expect, test } from 'vitest';
import { attributeOf } from '../../../src/app/backtests/attribute-of.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

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
  expect(await refusalMessage(() => attributeOf(resolved, 'income'))).toBe(
    'UsageError: no errors by "income": the project has step, item, cutoff, promotion, volume, history, holiday, squareMetres',
  );
  expect(await refusalMessage(() => attributeOf(resolved, 'holiday'))).toMatch(
    /knows no holidays \(features\.calendar\.holidays\)/,
  );
  const plain = { ...resolved, drivers: { promotions: [] } };
  expect(await refusalMessage(() => attributeOf(plain, 'promotion'))).toMatch(
    /names no promotions \(drivers\.promotions\)/,
  );
});
