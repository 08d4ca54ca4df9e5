import { expect, test } from 'vitest';
import { textTable } from '../../../src/cli/watch/text-table.ts';

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
