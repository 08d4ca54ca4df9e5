import { expect, it } from 'vitest';
import { firstSale } from '../../../src/forecasting/features/first-sale.ts';
import { asHistory } from '../../../src/forecasting/features/week-matrix.ts';

function columns(logUnits: readonly number[]): [age: number[], censored: number[]] {
  const [age, censored] = firstSale(asHistory(Float64Array.from(logUnits)), logUnits.length);
  return [Array.from(age!.values, (value) => Math.round(Math.expm1(value))), [...censored!.values]];
}

it('counts the weeks since the first sale; a week of nothing is none', () => {
  const no = Number.NaN;
  expect(columns([no, 0, no, 0, 0, 2, no, 0])).toEqual([
    [0, 0, 0, 0, 0, 0, 1, 2],
    [0, 0, 0, 0, 0, 0, 0, 0],
  ]);
});

it('says when the start of the data may hide it', () => {
  expect(columns([0, 0, 0, 1, 1])).toEqual([
    [0, 0, 0, 0, 1],
    [0, 0, 0, 1, 1],
  ]);
});

it('stops counting after two years', () => {
  const [age] = columns(Array.from({ length: 120 }, () => 1));
  expect(age.slice(103, 107)).toEqual([103, 104, 104, 104]);
});

it('is nothing without a sale', () => {
  expect(columns([0, Number.NaN])).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
