import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { breakingChanges, type ComparedDocument } from '../../scripts/openapi/breaking-changes.ts';
import { documentNow, recordedFile } from '../../scripts/openapi/recorded-document.ts';

const recorded = JSON.parse(readFileSync(recordedFile, 'utf8')) as ComparedDocument;

test('no client of the recorded document stumbles over this one', () => {
  // What is meant to break: npm run record:openapi, and a line in the changelog.
  expect(breakingChanges(recorded, documentNow())).toEqual([]);
});
