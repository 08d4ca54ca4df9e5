import { expect, test } from 'vitest';
import { defined } from '../../src/dashboard/defined.ts';

test('what is empty is not asked for', () => {
  expect(defined({ store: 'n1', item: '', week: undefined, limit: 0 })).toEqual({ store: 'n1', limit: 0 });
});
