import { expect, test } from 'vitest';
import type { LoadedSource } from '../../../src/project/loaded-project.ts';
import { badRowsHint } from '../../../src/datasets/conditioning/bad-rows-hint.ts';

const stores = { kind: 'stores' } as LoadedSource;
const sales = { kind: 'shipments' } as LoadedSource;

test.each([
  [stores, { 'unknown-format': 8 }, 'list them in its option formats'],
  [stores, { 'unknown-region': 8 }, 'add it to the regions'],
  [sales, { 'duplicate-conflicting': 8 }, "repeatedWeek: 'parts'"],
  [{ ...sales, repeatedWeek: 'parts' as const }, { 'duplicate-conflicting': 8 }, undefined],
  [stores, { 'duplicate-conflicting': 8 }, undefined],
  [sales, { 'negative-units': 8 }, undefined],
  [sales, { 'duplicate-conflicting': 3, 'negative-units': 5 }, undefined],
])('the reason of most rows decides what the project may lack (%#)', (source, reasons, hint) => {
  const found = badRowsHint(source, { reasons, quarantinedRows: 8 }, 'the first of them');
  if (hint === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(hint);
});

test('only lines that are no UTF-8 point to the encoding', () => {
  const malformed = { reasons: { 'malformed-line': 2 }, quarantinedRows: 2 };
  expect(badRowsHint(sales, malformed, 'a.csv, line 2: malformed-line, not UTF-8')).toContain('windows-1252');
  expect(badRowsHint(sales, malformed, 'a.csv, line 2: malformed-line, 5 values')).toBeUndefined();
});
