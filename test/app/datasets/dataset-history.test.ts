import { expect, test } from 'vitest';
import { historyOf } from '../../../src/app/datasets/dataset-history.ts';
import type { RegisteredDataset } from '../../../src/ports/dataset-catalogue.ts';

function dataset(cutoff: string, columns: readonly string[], more: object = {}): RegisteredDataset {
  const quality = { sources: [], columns: columns.map((column) => ({ column })), ...more };
  return {
    version: cutoff,
    region: 'north',
    cutoff,
    rows: 1,
    recordedAt: cutoff,
    quality,
  } as unknown as RegisteredDataset;
}

test('columns came or went against the version before; the first has none to compare with', () => {
  const history = historyOf([
    dataset('2026-11-16', ['price', 'rain']),
    dataset('2026-11-09', ['price', 'deal']),
    dataset('2026-11-02', ['price', 'deal']),
  ]);
  expect(history.map(({ columnsAdded, columnsRemoved }) => [columnsAdded, columnsRemoved])).toEqual([
    [['rain'], ['deal']],
    [[], []],
    [[], []],
  ]);
});

test('rows set aside are those of every source and reason', () => {
  const quarantined = { 'not-a-week': 2, schema: 1 };
  const findings = [{ passed: true }, { passed: false }];
  const [one] = historyOf([dataset('2026-11-16', [], { sources: [{ quarantined }, { quarantined: {} }], findings })]);
  expect(one).toMatchObject({ setAside: 3, checks: 2, failedChecks: 1 });
});
