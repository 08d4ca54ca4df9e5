import { expect, test } from 'vitest';
import { asSentence, byForecaster, sentenceCase } from '../../../src/dashboard/format/names.ts';

test('names in code as a sentence begins', () => {
  expect(sentenceCase('never-published')).toBe('Never published');
  expect(sentenceCase('mape-within-target')).toBe('MAPE within target');
});

test('a message begins with a capital and ends with a full stop, once', () => {
  expect(asSentence('north is paused')).toBe('North is paused.');
  expect(asSentence('Try again.')).toBe('Try again.');
});

test('what is published comes first, the yardstick last', () => {
  expect(byForecaster({ baseline: 1, lasso: 2, ensemble: 3, seasonal: 4 }).map(([name]) => name)).toEqual([
    'ensemble',
    'lasso',
    'seasonal',
    'baseline',
  ]);
});
