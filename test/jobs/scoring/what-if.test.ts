import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LeverChange } from '../../../src/contracts/what-if.ts';
import { KeptValues } from '../../../src/jobs/kept-values.ts';
import { scoreRowsJob } from '../../../src/jobs/scoring/score-rows.ts';
import { whatIfJob } from '../../../src/jobs/scoring/what-if.ts';
import { rowCount, type Columns } from '../../../src/ports/table-engine.ts';
import { publishSmall, type PublishedSmall } from '../../support/published-small.ts';

let folder: string;
let small: PublishedSmall;
let published: Columns;
/** Of the items that the model forecasts. */
let item: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelfcast-what-if-'));
  small = await publishSmall(join(folder, 'project'));
  const { store, tables } = small.context;
  published = await tables.readParquet(await store.localPath(small.forecast.parquet), {
    where: [{ column: 'scored_by', in: [small.model.version] }],
  });
  item = String(published['item']![0]);
});
afterAll(async () => {
  small.close();
  await rm(folder, { recursive: true });
});

const stores = ['n1', 'n2'];
const ask = (changes: readonly LeverChange[], kept?: KeptValues) =>
  whatIfJob(
    { model: small.model, manifest: small.summary.manifest, item, stores, changes },
    { ...small.context, ...(kept ? { kept } : {}) },
  );

/** Published numbers of the item, by store and week. */
function publishedOf(column: string): Record<string, unknown> {
  const at = (name: string, row: number): string | number | null | undefined => published[name]?.[row];
  const rows = [...Array(rowCount(published)).keys()].filter((row) => at('item', row) === item);
  return Object.fromEntries(rows.map((row) => [`${at('store', row)} ${at('week', row)}`, at(column, row)]));
}

test('without a change the forecasts are the very ones that were published', async () => {
  const { series, warnings } = await ask([]);
  for (const column of ['forecast', 'mean', 'p10', 'p50', 'p90'] as const) {
    const before = series.flatMap(({ store, weeks }) =>
      weeks.map((week) => [`${store} ${week.week}`, week.before[column]]),
    );
    expect(Object.fromEntries(before)).toEqual(publishedOf(column));
  }
  expect(series.flatMap(({ weeks }) => weeks.flatMap(({ parts }) => parts))).toEqual([]);
  expect(warnings).toEqual([]);
});

test('a lower price with a deal sells more in those weeks, and the parts add up to the change', async () => {
  const { series } = await ask([
    { lever: 'price', to: 1.5 },
    { lever: 'deal', to: 1 },
  ]);
  expect(series.map(({ store }) => store)).toEqual(stores);
  for (const { weeks } of series) {
    for (const { before, after, parts, levers } of weeks) {
      expect(levers.map(({ lever, changed }) => [lever, changed])).toEqual([
        ['price', 1.5],
        ['deal', 1],
      ]);
      expect(after.forecast).toBeGreaterThan(before.forecast);
      const logUnits = parts.reduce((sum, part) => sum + part.logUnits, 0);
      expect(logUnits).toBeCloseTo(Math.log1p(after.forecast) - Math.log1p(before.forecast), 9);
      expect(parts.some(({ by, group }) => by === 'lasso' && group !== undefined)).toBe(true);
    }
  }
});

test('only the weeks that are named change their plan; a factor is on the planned value', async () => {
  const { series } = await ask([]);
  const [first, second] = series[0]!.weeks.map(({ week }) => week) as [string, string];
  const changed = await ask([{ lever: 'price', times: 0.5, weeks: [second] }]);
  const levers = changed.series[0]!.weeks.map(({ week, levers: [price] }) => [week, price!.changed! / price!.planned!]);
  expect(levers).toEqual([
    [first, 1],
    [second, 0.5],
  ]);
  // The first week comes before the change.
  expect(changed.series[0]!.weeks[0]!.after).toEqual(changed.series[0]!.weeks[0]!.before);
});

test('a price that the item never had is a guess, and says so with the range it had', async () => {
  const { warnings, seen } = await ask([{ lever: 'price', to: 99 }]);
  const { lowest, highest } = seen.find(({ lever }) => lever === 'price')!;
  expect([lowest, highest]).toEqual([1.5, expect.closeTo(2.2, 1)]);
  expect(warnings).toContainEqual({
    ...{ code: 'outside-seen', lever: 'price' },
    text: `price was from ${lowest} to ${highest} for item ${item} in the weeks that the model has seen; the answer is a guess`,
  });
});

test('a process that keeps what it loaded answers the same', async () => {
  const kept = new KeptValues(1e9);
  const change = [{ lever: 'price', to: 1.6 }];
  const cold = await ask(change);
  expect(await ask(change, kept)).toEqual(cold);
  expect(kept.bytes).toBeGreaterThan(0);
  expect(await ask(change, kept)).toEqual(cold);
});

test('scored rows are the forecasts of the what-if, and those left as planned the published ones', async () => {
  const { series } = await ask([{ lever: 'price', to: 1.6 }]);
  const [week, other] = series[0]!.weeks;
  const rows = [
    { store: 'n1', item, week: week!.week, values: { price: 1.6 } },
    { store: 'n1', item, week: other!.week, values: { price: 1.6 } },
    { store: 'n2', item, week: week!.week, values: {} },
  ];
  const input = { model: small.model, manifest: small.summary.manifest };
  const scored = await scoreRowsJob({ ...input, rows, besides: [] }, small.context);
  expect(scored[2]).toMatchObject({ store: 'n2', step: 1, ...series[1]!.weeks[0]!.before });
  // Another store's price counts in none of the columns but those of the store's neighbours: asked for alone.
  const alone = await whatIfJob(
    {
      model: small.model,
      manifest: small.summary.manifest,
      item,
      stores: ['n1'],
      changes: [{ lever: 'price', to: 1.6 }],
    },
    small.context,
  );
  expect(scored.slice(0, 2)).toMatchObject(alone.series[0]!.weeks.map(({ after }) => after));
});

test('the price of one item counts for the others of its store', async () => {
  const input = { model: small.model, manifest: small.summary.manifest };
  const { series } = await ask([]);
  const { week } = series[0]!.weeks[0]!;
  const rows = [{ store: 'n1', item, week, values: {} }];
  const besides = [{ store: 'n1', item: 'cider', week, values: { price: 0.5, deal: 1 } }];
  const [alone] = await scoreRowsJob({ ...input, rows, besides: [] }, small.context);
  const [next] = await scoreRowsJob({ ...input, rows, besides }, small.context);
  expect(next!.forecast).not.toBe(alone!.forecast);
});
