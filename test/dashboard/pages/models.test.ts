import { expect, test } from 'vitest';
import { tagsOf } from '../../../src/dashboard/pages/models/model-words.ts';
import { treesInWords } from '../../../src/dashboard/pages/models/trees-in-words.ts';

test('a tag is a filter once it is complete', () => {
  expect(tagsOf('owner')).toEqual({});
  expect(tagsOf('owner=')).toEqual({});
  expect(tagsOf(' owner = ann lee ')).toEqual({ tags: { owner: 'ann lee' } });
});

test('trees are shown with their errors and the columns that their splits gained most by', () => {
  const columns = ['season', 'price', 'store', 'item', 'step', 'level'].map((column, i) => ({
    column,
    share: 0.2 - 0.02 * i,
  }));
  const trees = { count: 100, rowsPerTree: 20_000, losses: { first: 0.2841, last: 0.253 }, columns };
  expect(treesInWords(trees)).toBe(
    '100 trees of 20,000 rows each, loss 0.284 after the first and 0.253 after the last; splits most by season 20%, price 18%, store 16%, item 14%, step 12%',
  );
  expect(treesInWords({ ...trees, columns: [] })).toMatch(/no split was worth it$/);
});
