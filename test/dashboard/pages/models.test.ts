import { expect, test } from 'vitest';
import { tagsOf } from '../../../src/dashboard/pages/models/model-words.ts';

test('a tag is a filter once it is complete', () => {
  expect(tagsOf('owner')).toEqual({});
  expect(tagsOf('owner=')).toEqual({});
  expect(tagsOf(' owner = ann lee ')).toEqual({ tags: { owner: 'ann lee' } });
});
