import { expect, test } from 'vitest';
import type { ModelComparison } from '../../../src/contracts/model-comparison.ts';
import { comparePairs } from '../../../src/forecasting/index.ts';
import { comparisonText } from '../../../src/reports/models/comparison-text.ts';

const pairs = { item: ['apples', 'bread'], step: [1, 1], actual: [10, 20], first: [12, 20], second: [10, 30] };
const comparison: ModelComparison = {
  ...{ first: 'ef33445566778899', second: 'abcd111122223333' },
  windows: [{ cutoff: '2025-09-22', from: 'forecast again', rows: 2 }],
  ...comparePairs({ ...pairs, price: [2, 2] }),
};

test('two models stand next to each other: sentences, figures, items and windows', () => {
  const text = comparisonText({ ...comparison, note: 'One window is odd.' }, ['ef334455 is better on WAPE.']);
  expect(text.split('\n')[0]).toBe('ef334455 is better on WAPE.');
  expect(text).toMatch(/figure +ef334455 +abcd1111/);
  expect(text).toMatch(/over-forecast, units +2\S* +10/);
  expect(text).toMatch(/over-forecast, at the prices of the data +4\S* +20/);
  expect(text).toContain('items on which ef334455 is worse\n');
  expect(text).toContain('windows: 2025-09-22 (forecast again)\n\nOne window is odd.');
});

test('where the data have no prices there are no figures in money; items that are not listed are counted', () => {
  const { money: _priced, items, ...unpriced } = comparison;
  const text = comparisonText({ ...unpriced, items: { ...items, worse: 40 } }, []);
  expect(text).not.toContain('prices');
  expect(text).toContain('items on which ef334455 is worse, 1 of 40');
});

test('where nothing compares only the sentence is said', () => {
  expect(comparisonText({ ...comparison, windows: [] }, ['Nothing can be compared.'])).toBe('Nothing can be compared.');
});
