import { expect, test } from 'vitest';
import { modelsText } from '../../../src/reports/models/models-table.ts';
import { registeredModel } from '../../support/registered-models.ts';

test('a line a model', () => {
  const models = [registeredModel('abcd1111'), registeredModel('ef334455', 'slow', 'former champion')];
  expect(modelsText(models)).toBe(
    [
      'environment  segment           version   stage                     trained      cutoff   MAPE   WAPE  bias  P10–P90',
      '-----------  ----------------  --------  ---------------  ----------------  ----------  -----  -----  ----  -------',
      'dev          north/large/fast  abcd1111  champion         2025-10-07 08:09  2025-10-06  27.5%  20.0%  0.0%    80.0%',
      'dev          north/large/slow  ef334455  former champion  2025-10-07 08:09  2025-10-06  27.5%  20.0%  0.0%    80.0%',
    ].join('\n'),
  );
});

test('none says so', () => {
  expect(modelsText([])).toBe('no model is registered yet');
});
