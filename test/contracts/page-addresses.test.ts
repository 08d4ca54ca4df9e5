import { expect, test } from 'vitest';
import { pageLink, pagePaths } from '../../src/contracts/page-addresses.ts';

test('names are encoded, and the slashes of a cycle stay', () => {
  expect(pagePaths.region('dev', 'us/mid west')).toBe('/environments/dev/regions/us%2Fmid%20west');
  expect(pagePaths.cycle('dev', 'cycle/dev/north/2026-01-05/1')).toBe(
    '/environments/dev/cycles/cycle/dev/north/2026-01-05/1',
  );
});

test('a link is a paragraph of its own; without an address of the pages there is none', () => {
  expect(pageLink('https://shelfcast.example/grocer', 'Decisions', pagePaths.decisions('dev'))).toEqual([
    '',
    '[Decisions](https://shelfcast.example/grocer/environments/dev/decisions)',
  ]);
  expect(pageLink(undefined, 'Decisions', pagePaths.decisions('dev'))).toEqual([]);
});
