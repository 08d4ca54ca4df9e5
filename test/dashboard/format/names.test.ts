import { expect, test } from 'vitest';
import {
  actorLabel,
  asSentence,
  byForecaster,
  promotionsByVersion,
  reasonInWords,
  segmentInRegion,
  segmentWords,
  sentenceCase,
} from '../../../src/dashboard/format/names.ts';

test('names in code as a sentence begins', () => {
  expect(sentenceCase('never-published')).toBe('Never published');
  expect(sentenceCase('mape-within-target')).toBe('MAPE within target');
});

test('a message begins with a capital and ends with a full stop, once', () => {
  expect(asSentence('north is paused')).toBe('North is paused.');
  expect(asSentence('Try again.')).toBe('Try again.');
  expect(asSentence('north/large/fast: no model')).toBe('north/large/fast: no model.');
});

test('what is published comes first, the yardstick last', () => {
  expect(byForecaster({ baseline: 1, lasso: 2, ensemble: 3, seasonal: 4 }).map(([name]) => name)).toEqual([
    'ensemble',
    'lasso',
    'seasonal',
    'baseline',
  ]);
});

test('segments and reasons are as the pages say them', () => {
  expect(segmentWords('large/fast')).toBe('large · fast');
  expect(segmentInRegion('north/large/fast')).toBe('large · fast');
  const reason = 'MAPE 20.7%; promotion/dev/north/large/fast/c3302da8; error 3%; promotion/dev/north/small/fast/1e7566';
  expect(reasonInWords(reason)).toBe('MAPE 20.7%; error 3%');
  expect(reasonInWords('champion d38a4d3f9507bc9f 29.5%')).toBe('champion d38a4d3f 29.5%');
});

test('promotions in a text are named by their version; what only begins like one stays', () => {
  expect(promotionsByVersion('promotion/dev/north/large/fast/c3302da8aa; promotion/x')).toBe('c3302da8; promotion/x');
});

test('what decided on its own is named by what it is about, a person by name', () => {
  expect(actorLabel('cycle/dev/north/2026-11-16/2')).toBe('cycle of north, 2026-11-16 no. 2');
  expect(actorLabel('promotion/dev/north/large/fast/c3302da8aa')).toBe('promotion of c3302da8');
  expect(actorLabel('ann')).toBe('ann');
});
