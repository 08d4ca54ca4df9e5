import { describe, expect, test } from 'vitest';
import { monday, numberBetween, wholeNumber } from '../../../src/cli/generate/arguments.ts';

describe('a whole number from 1 to 14', () => {
  test.each([
    ['1', 1],
    ['14', 14],
  ] as const)('%j', (text, number) => expect(wholeNumber(1, 14)(text)).toBe(number));
  test.each(['0', '15', '2.5', '-1', '', 'two', '1e1'])('not %j', (text) => {
    expect(() => wholeNumber(1, 14)(text)).toThrow('a whole number from 1 to 14');
  });
});

describe('a number from 0 to 0.05', () => {
  test.each([
    ['0', 0],
    ['0.05', 0.05],
    ['1e-3', 0.001],
  ] as const)('%j', (text, number) => {
    expect(numberBetween(0, 0.05)(text)).toBe(number);
  });
  test.each(['-0.1', '0.06', '', ' ', 'some', 'NaN', 'Infinity'])('not %j', (text) => {
    expect(() => numberBetween(0, 0.05)(text)).toThrow('a number from 0 to 0.05');
  });
});

describe('a Monday', () => {
  test('is a week', () => expect(monday('2017-01-02')).toBe('2017-01-02'));
  test.each([
    ['2017-01-01', 'weeks start on Monday, 2017-01-01 is a Sunday'],
    ['2017-02-30', 'a date of the form YYYY-MM-DD'],
    ['yesterday', 'a date of the form YYYY-MM-DD'],
  ])('not %j', (text, message) => expect(() => monday(text)).toThrow(message));
});
