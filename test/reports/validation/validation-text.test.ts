import { expect, test } from 'vitest';
import { validationText } from '../../../src/reports/validation/validation-text.ts';

test('tests by group and subject, and what they come to', () => {
  const tests = [
    {
      group: 'training',
      subject: 'north/large/fast',
      name: 'MAPE within the gate',
      state: 'failed',
      detail: 'MAPE 50.0%',
    },
    { group: 'data', subject: 'sales', name: 'has files', state: 'passed', detail: '2 files' },
    { group: 'data', subject: 'north', name: 'units vary', state: 'skipped', detail: 'no data' },
  ] as const;
  const report = { project: 'shop', quick: false, passed: 1, failed: 1, skipped: 1, seconds: 12.34, tests };
  expect(validationText(report, false)).toBe(`data
  sales
    ✓ has files  2 files
  north
    - units vary  no data

training
  north/large/fast
    ✗ MAPE within the gate  MAPE 50.0%

1 passed, 1 failed, 1 skipped  12.3 s`);
});
