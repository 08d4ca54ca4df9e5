import { expect, it } from 'vitest';
import { addGram } from '../../../src/forecasting/lasso/gram.ts';
import { chooseGramProduct } from '../../../src/forecasting/lasso/gram-product.ts';
import type { AddGram } from '../../../src/forecasting/lasso/gram-product.ts';

const quick: AddGram = (x, from, to, products) => {
  addGram(x, from, to, products);
};
const loadable = { load: () => Promise.resolve(quick) };

it('loads a quicker product for large problems alone', async () => {
  expect(await chooseGramProduct(loadable, 200_000, 100)).toBe(quick);
  expect(await chooseGramProduct(loadable, 30_000, 100)).toBe(addGram);
});

it('does without where there is none', async () => {
  expect(await chooseGramProduct(undefined, 1e6, 1000)).toBe(addGram);
});
