import { describe, expect, test } from 'vitest';
import { percent, signedPercent, units } from '../../src/reports/figures.ts';

describe('figures for people', () => {
  test.each([
    [0.335, '33.5%', '+33.5%'],
    [-0.02, '-2.0%', '−2.0%'],
    [0.0001, '0.0%', '0.0%'],
    [null, '-', '-'],
    [undefined, '-', '-'],
  ])('%s is %s, with its direction %s', (share, plain, signed) => {
    expect(percent(share)).toBe(plain);
    expect(signedPercent(share)).toBe(signed);
  });

  test.each([
    [3.14159, '3.14'],
    [0.031, '0.031'],
    [-0.00123456, '-0.00123'],
    [99.96, '100'],
    [12345.6, '12,346'],
    [0, '0'],
    [null, '-'],
  ])('%s units are %s', (value, text) => {
    expect(units(value)).toBe(text);
  });
});
