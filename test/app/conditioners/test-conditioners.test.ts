import { expect, test } from 'vitest';
import { testConditioners } from '../../../src/app/conditioners/test-conditioners.ts';
import { performed, testApp } from '../../support/app.ts';

const passed = { file: 'sales.csv', rawRows: 3, rows: 2, setAside: { 'missing-value': 1 }, failures: [] };

test('conditioners are run on samples: of all sources, or of those named', async () => {
  const asked: unknown[] = [];
  const app = testApp({
    jobs: {
      'test-conditioners': (input) => {
        asked.push(input);
        return [{ source: 'shipments', files: [passed], failures: ['no file has a week'] }];
      },
    },
  });
  expect(await performed(testConditioners, app, {})).toEqual([
    { source: 'shipments', files: [passed], failures: ['no file has a week'] },
  ]);
  await performed(testConditioners, app, { sources: ['shipments'] });
  expect(asked).toEqual([{}, { sources: ['shipments'] }]);
});
