import { expect, test } from 'vitest';
import { textTable } from '../../src/reports/text-table.ts';

test('first column to the left, the others to the right, each as wide as its widest cell', () => {
  const rows = [
    ['large/fast', '33.5%', 'promoted'],
    ['small/slow', '7%', ''],
  ];
  expect(textTable(['segment', 'MAPE', 'outcome'], rows)).toBe(
    [
      'segment      MAPE   outcome',
      '----------  -----  --------',
      'large/fast  33.5%  promoted',
      'small/slow     7%',
    ].join('\n'),
  );
});

test('a table without rows is its head', () => {
  expect(textTable(['a', 'long'], [])).toBe('a  long\n-  ----');
});

test('more columns may begin at the left', () => {
  expect(textTable(['a', 'name', 'n'], [['', 'one', '10']], { leftColumns: 2 })).toBe(
    'a  name   n\n-  ----  --\n   one   10',
  );
});
