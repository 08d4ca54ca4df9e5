import { expect, test } from 'vitest';
import {
  countOf,
  factorOf,
  fileSize,
  percent,
  plainNumber,
  signedPercent,
  units,
} from '../../../src/dashboard/format/numbers.ts';

test.each([
  [4632.0991, '4,632'],
  [100, '100'],
  [12.345, '12.3'],
  [0.0314, '0.0314'],
  [0, '0'],
  [null, '–'],
  [undefined, '–'],
])('%s is shown as %s', (value, text) => {
  expect(plainNumber(value)).toBe(text);
});

test('units agree with their number', () => {
  expect([units(1), units(0), units(2.5), units(null)]).toEqual(['1 unit', '0 units', '2.5 units', '–']);
});

test('shares are percent, with a true minus', () => {
  expect(percent(0.297)).toBe('29.7%');
  expect(percent(null)).toBe('–');
  expect(signedPercent(0.031)).toBe('+3.1%');
  expect(signedPercent(-0.004)).toBe('−0.4%');
  expect(signedPercent(-0.0001)).toBe('0.0%');
});

test('a change of log units is a factor', () => {
  expect(factorOf(Math.log(1.12))).toBe('+12.0%');
  expect(factorOf(Math.log(0.97))).toBe('−3.0%');
  expect(factorOf(Math.log(2.4))).toBe('×2.4');
});

test('counts and sizes', () => {
  expect([countOf(1, 'region'), countOf(14, 'region')]).toEqual(['1 region', '14 regions']);
  expect([fileSize(0), fileSize(999), fileSize(331458), fileSize(1_200_000)]).toEqual([
    '0 B',
    '999 B',
    '331 kB',
    '1.2 MB',
  ]);
});
