import { expect, test } from 'vitest';
import { flooredNote } from '../../../src/contracts/shown-mape.ts';
import { figuresTable } from '../../../src/workflows/promotion/figures-text.ts';
import { challengerOf } from '../../support/promotions.ts';

test('explains the mark of a MAPE with a floor, and only there', () => {
  const challenger = challengerOf('m1');
  expect(figuresTable(challenger, undefined)).not.toContain('*');
  const { metrics } = challenger.backtest;
  const nearZero = { ...metrics, baseline: { ...metrics.baseline!, mape: 155, flooredMape: 0.5 } };
  const text = figuresTable({ ...challenger, backtest: { ...challenger.backtest, metrics: nearZero } }, undefined);
  expect(text).toContain('| baseline | 50.0%* |');
  // Without the backslash Markdown takes the mark for a bullet.
  expect(text.split('\n')).toContain(`\\${flooredNote}`);
});
