import { expect, test } from 'vitest';
import { modelsText } from '../../../src/reports/models/models-table.ts';
import { registeredModel } from '../../support/registered-models.ts';

test('a line a model', () => {
  const models = [registeredModel('abcd1111'), registeredModel('ef334455', 'slow', 'archived')];
  expect(modelsText(models)).toBe(
    [
      'environment  segment           version   stage              trained      cutoff   MAPE   WAPE  bias  P10–P90',
      '-----------  ----------------  --------  --------  ----------------  ----------  -----  -----  ----  -------',
      'dev          north/large/fast  abcd1111  champion  2025-10-07 08:09  2025-10-06  27.5%  20.0%  0.0%    80.0%',
      'dev          north/large/slow  ef334455  archived  2025-10-07 08:09  2025-10-06  27.5%  20.0%  0.0%    80.0%',
    ].join('\n'),
  );
});

test('tags are a column where there are any', () => {
  const tags = { season: { value: 'spring', by: 'ann', at: '2025-10-08T00:00:00.000Z' } };
  const lines = modelsText([{ ...registeredModel('abcd1111'), tags }, registeredModel('ef334455')]).split('\n');
  expect(lines[0]).toMatch(/P10–P90 +tags$/);
  expect(lines[2]).toMatch(/80\.0% +season=spring$/);
});
