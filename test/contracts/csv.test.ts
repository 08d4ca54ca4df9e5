import { expect, test } from 'vitest';
import { csvText } from '../../src/contracts/csv.ts';

test('cells are quoted where they have to be, and empty where there is nothing', () => {
  expect(
    csvText(
      ['item', 'units', 'note'],
      [
        ['bread, sliced', 1.5, 'the "big" one'],
        ['apples', Number.NaN, null],
        ['two\nlines', 0, undefined],
      ],
    ),
  ).toBe('item,units,note\n"bread, sliced",1.5,"the ""big"" one"\napples,,\n"two\nlines",0,\n');
});
