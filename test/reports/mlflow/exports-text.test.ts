import { expect, test } from 'vitest';
import { exportStatusText } from '../../../src/reports/mlflow/exports-text.ts';

test('how far exports are, and why one is not', () => {
  const text = exportStatusText({
    ...{ target: 'http://127.0.0.1:5000', automatic: false, exported: 1, outstanding: 1 },
    models: [
      {
        ...{ version: 'aaaa', segment: 'north/large/fast', stages: { dev: 'archived', prod: 'champion' } },
        ...{ state: 'exported', model: 'shop.north', number: '2', exportedAt: '2025-10-09T08:09:10.000Z' },
      },
      {
        ...{ version: 'bbbb', segment: 'north/large/slow', stages: { dev: 'champion' } },
        ...{ state: 'outstanding', failure: '2025-10-09T08:09:10.000Z refused' },
      },
    ],
  });
  expect(text.split('\n')).toEqual([
    'http://127.0.0.1:5000: 1 of 2 models exported, 1 outstanding; automatic export is off',
    '',
    'segment           version  stage                          state        MLflow version  exported',
    '----------------  -------  -----------------------------  -----------  --------------  ----------------',
    'north/large/fast  aaaa     dev: archived, prod: champion  exported     shop.north 2    2025-10-09 08:09',
    'north/large/slow  bbbb     dev: champion                  outstanding',
    '',
    'Last failures:',
    'bbbb: 2025-10-09T08:09:10.000Z refused',
  ]);
});
