import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { compareBacktests } from '../../../src/app/backtests/compare-backtests.ts';
import type { UploadedFile } from '../../../src/app/uploaded-file.ts';
import { performed, testApp } from '../../support/app.ts';

const weeks = ['2025-09-01', '2025-09-08', '2025-09-15', '2025-09-22', '2025-09-29'];

/** Rows of one store that sells 10 a week, missed by `miss`, in pieces that end anywhere. */
function uploaded(name: string, miss: number, region = 'nörth'): UploadedFile {
  const lines = weeks.map((week, index) => `${region},large,fast,n1,apples,2025-08-25,${week},10,${10 + miss + index}`);
  const bytes = Buffer.from(['region,format,velocity,store,item,cutoff,week,actual,ensemble', ...lines, ''].join('\n'));
  const pieces = Array.from({ length: Math.ceil(bytes.length / 11) }, (_, at) => bytes.subarray(11 * at, 11 * at + 11));
  return { name, bytes: Readable.from(pieces) };
}

test('two files are compared on the rows that both have', async () => {
  const asked = { a: uploaded('a.csv', 4), b: uploaded('b.csv', 2), forecaster: 'ensemble', by: 'region' } as const;
  const { a, overall, slices, weeks: compared } = await performed(compareBacktests, testApp({}), asked);
  expect(a).toEqual({ file: 'a.csv', rows: 5, leftOut: 0, onlyHere: 0 });
  expect(overall).toMatchObject({ rows: 5, wape: { weeks: 5, verdict: 'b-better' } });
  expect(compared).toHaveLength(5);
  expect(slices?.groups.map(({ group, rows }) => [group, rows])).toEqual([['nörth', 5]]);
});

test('files without a row in common are refused, with what each is about', async () => {
  const asked = { a: uploaded('a.csv', 4), b: uploaded('b.csv', 2, 'south'), forecaster: 'ensemble' } as const;
  const extent = { firstCutoff: '2025-08-25', lastCutoff: '2025-08-25' };
  await expect(performed(compareBacktests, testApp({}), asked)).rejects.toMatchObject({
    ...{ code: 'nothing-in-common', kind: 'conflict', remedy: 'repeat-backtests' },
    facts: {
      otherActuals: 0,
      sides: [
        { file: 'a.csv', regions: ['nörth'], ...extent },
        { file: 'b.csv', regions: ['south'], ...extent },
      ],
    },
  });
});

test('a file without a forecaster is refused', async () => {
  const asked = { a: uploaded('a.csv', 4), b: uploaded('b.csv', 2), forecaster: 'lasso' } as const;
  await expect(performed(compareBacktests, testApp({}), asked)).rejects.toMatchObject({
    ...{ code: 'rows-without-forecaster', facts: { file: 'a.csv', forecaster: 'lasso' } },
  });
});
