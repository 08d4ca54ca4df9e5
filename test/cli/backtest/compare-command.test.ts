import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { compareCommand, type CompareCommandOptions } from '../../../src/cli/backtest/compare-command.ts';
import type { ExperimentComparison } from '../../../src/contracts/experiment.ts';
import { rowsCsv } from '../../../src/reports/backtest/backtest-csv.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const weeks = ['2025-09-01', '2025-09-08', '2025-09-15', '2025-09-22', '2025-09-29'];

/** A file of rows: two stores that sell 10 a week, missed by `miss`. */
async function rowsFile(name: string, miss: number, region = 'north'): Promise<string> {
  const file = join(await temporaryDirectory(), name);
  const rows = weeks.flatMap((week, index) =>
    ['n1', 'n, 2'].map((store) => ({ week, store, by: miss * (1 + index / 50) })),
  );
  const all = (value: string) => rows.map(() => value);
  const table = {
    ...{ region: all(region), format: all('large'), velocity: all('fast') },
    ...{ store: rows.map(({ store }) => store), item: all('apples'), cutoff: all('2025-08-25') },
    ...{ week: rows.map(({ week }) => week), actual: Float64Array.from(rows, () => 10) },
    ensemble: Float64Array.from(rows, ({ by }) => 10 + by),
    p50: Float64Array.from(rows, () => Number.NaN),
    'store.income': Float64Array.from(rows, ({ store }) => (store === 'n1' ? 30 : 50)),
  };
  await writeFile(file, rowsCsv(table, miss === 2 ? [{ path: 'aim', value: 'wape' }] : []));
  return file;
}

async function compare(a: string, b: string, options: Partial<CompareCommandOptions> = {}): Promise<string> {
  const texts: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => texts.push(String(text)) > 0);
  onTestFinished(() => write.mockRestore());
  expect(await compareCommand(a, b, { forecaster: 'ensemble', ...options })).toBe(0);
  write.mockRestore();
  return texts.join('');
}

test('two files of rows, in words and as JSON', async () => {
  const [a, b] = [await rowsFile('a.csv', 4), await rowsFile('b.csv', 2)];
  const text = await compare(a, b);
  expect(text).toMatch(
    /^B is better: WAPE 41\.6 → 20\.8, 20\.8 points lower, 95% interval 20\.0 to 21\.6 over 5 weeks$/m,
  );
  expect(text).toMatch(/^B: .*b\.csv, aim=wape, 10 rows$/m);
  const json = JSON.parse(await compare(a, b, { json: true, by: 'income' })) as ExperimentComparison;
  expect(json.overall).toMatchObject({ rows: 10, wape: { weeks: 5, verdict: 'b-better' } });
  expect(json.slices?.groups.map(({ group, rows }) => [group, rows])).toEqual([
    ['30', 5],
    ['50', 5],
  ]);
  expect(await compare(a, b, { by: 'store' })).toMatch(/^n, 2 +5 +5 +41\.6 +20\.8 /m);
});

test('what cannot be compared is refused, with the way out', async () => {
  const [a, south] = [await rowsFile('a.csv', 4), await rowsFile('south.csv', 4, 'south')];
  const write = async (text: string) => {
    const file = join(await temporaryDirectory(), 'bad.csv');
    await writeFile(file, text);
    return file;
  };
  const head = 'region,format,store,item,cutoff,week,actual,ensemble\n';
  const bad: readonly [string, string, Partial<CompareCommandOptions>, RegExp][] = [
    [
      a,
      '/nowhere/b.csv',
      {},
      /^\/nowhere\/b\.csv does not exist; write one with: shelfcast backtest --format csv --rows -o/,
    ],
    [a, await write(''), {}, /bad\.csv cannot be read as CSV/],
    [
      a,
      await write('scope,region\nall,\n'),
      {},
      /it lacks the columns format, store, item, cutoff, week, actual; write/,
    ],
    [a, await write(head), {}, /bad\.csv has no rows; write one with/],
    [a, await write(`${head}n,l,s,i,c,w,5,many\n`), {}, /bad\.csv row 1 has "many" as ensemble, which is not a number/],
    [
      a,
      south,
      {},
      /^no row in common: .*a\.csv has north with cutoffs .*south\.csv has south with cutoffs .*; compare/,
    ],
    [a, a, { forecaster: 'p50' }, /^no row in common/],
    [a, a, { forecaster: 'lasso' }, /has no column lasso/],
    [a, a, { forecaster: 'best' }, /^there is no forecaster "best"; there are baseline, /],
    [
      ...([a, a, { by: 'price' }] as const),
      /has no column store\.price to compare by price; .* by region, format, velocity, store, item, cutoff, week, income$/,
    ],
  ];
  for (const [one, other, options, message] of bad) {
    const text = await refusalMessage(() => compareCommand(one, other, { forecaster: 'ensemble', ...options }));
    expect(text).toMatch(/^UsageError: /);
    expect(text.replace('UsageError: ', '')).toMatch(message);
  }
});
