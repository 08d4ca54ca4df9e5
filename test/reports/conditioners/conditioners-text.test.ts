import { expect, test } from 'vitest';
import { conditionersText } from '../../../src/reports/conditioners/conditioners-text.ts';

test('a line a file, with what was set aside and what is wrong', () => {
  const file = { file: 'sales/a.csv', rawRows: 10, rows: 9, setAside: { 'negative-units': 1 } as const, failures: [] };
  const bad = { ...file, file: 'plans/p.csv', setAside: {}, failures: ['gives another result'] };
  const text = conditionersText([
    { source: 'sales', files: [file], failures: [] },
    { source: 'plans', files: [bad], failures: [] },
    { source: 'stores', files: [], failures: ['no file'] },
  ]);
  expect(text).toBe(
    [
      'PASS  sales',
      '  ✓ sales/a.csv: 10 rows, 9 kept, set aside: negative-units 1',
      'FAIL  plans',
      '  ✗ plans/p.csv: 10 rows, 9 kept',
      '      gives another result',
      'FAIL  stores',
      '      no file',
      '',
      '1 passed, 2 failed',
      '',
    ].join('\n'),
  );
});
