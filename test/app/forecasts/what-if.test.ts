import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App, OperationJobs } from '../../../src/app/app.ts';
import { findForecastRows } from '../../../src/app/forecasts/find-rows.ts';
import { listLevers } from '../../../src/app/forecasts/list-levers.ts';
import { scoreRows } from '../../../src/app/forecasts/score-rows.ts';
import { whatIf } from '../../../src/app/forecasts/what-if.ts';
import { readRows } from '../../../src/composition/read-rows.ts';
import type { Landing } from '../../../src/ports/landing.ts';
import type { JobInput, JobName } from '../../../src/ports/job-runner.ts';
import { jobs } from '../../../src/jobs/index.ts';
import { whatIfText } from '../../../src/reports/forecasts/what-if-text.ts';
import { performed, testApp } from '../../support/app.ts';
import { publishSmall, type PublishedSmall } from '../../support/published-small.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let folder: string;
let database: TestRegistry;
let small: PublishedSmall;
let app: App;
/** One item that a model has forecast, one that a fallback has, and the week after the cutoff. */
let fast: string;
let slow: string;
let week: string;

const north = { environment: 'dev', region: 'north' };

beforeAll(async () => {
  [folder, database] = await Promise.all([mkdtemp(join(tmpdir(), 'shelfcast-what-if-')), startTestRegistry()]);
  small = await publishSmall(join(folder, 'project'));
  await small.record(database.registry);
  const { context } = small;
  const inProcess: OperationJobs = {
    ...{ slots: 1, signal: new AbortController().signal, say: () => undefined },
    run: <Name extends JobName>(_title: string, job: Name, input: JobInput<Name>) => jobs[job](input, context),
  };
  app = testApp({
    registry: database.registry,
    project: context.project,
    openStorage: () => Promise.resolve({ store: context.store, landing: undefined as unknown as Landing }),
    readRows: async (table, conditions, range) => readRows(await context.store.localPath(table), conditions, range),
    withWarmJobs: (use) => use(inProcess),
  });
  const { rows } = await performed(findForecastRows, app, north);
  fast = String(rows.find((row) => row['scored_by'] === small.model.version)!['item']);
  slow = String(rows.find((row) => row['scored_by'] !== small.model.version)!['item']);
  week = String(rows[0]!['week']);
});
afterAll(async () => {
  small.close();
  await database.stop();
  await rm(folder, { recursive: true });
});

test('the levers are the columns that are known ahead, by the part they play', async () => {
  const { levers, weeks } = await performed(listLevers, app, north);
  expect(levers).toEqual([
    { name: 'price', kind: 'price' },
    { name: 'deal', kind: 'promotion' },
  ]);
  expect(weeks[0]).toBe(week);
});

test('without a change the answer is what was published, and what is planned', async () => {
  const { series, warnings } = await performed(whatIf, app, { ...north, item: fast, changes: [] });
  const { rows } = await performed(findForecastRows, app, { ...north, item: fast });
  const published = rows.map((row) => [row['store'], row['week'], row['forecast'], row['p90']]);
  const found = series.flatMap(({ store, weeks }) =>
    weeks.map((one) => [store, one.week, one.before.forecast, one.before.p90]),
  );
  expect(found.toSorted()).toEqual(published.toSorted());
  expect(warnings).toEqual([]);
});

test('a change in one store is answered with before, after and what it goes through, also in words', async () => {
  const changes = [{ lever: 'deal', to: 1, weeks: [week] }];
  const answer = await performed(whatIf, app, { ...north, item: fast, store: 'n1', changes });
  expect(answer.series.map(({ store, model }) => [store, model])).toEqual([['n1', small.model.version]]);
  const [first] = answer.series[0]!.weeks;
  expect(first!.parts).toContainEqual({ by: 'lasso', group: 'promotions', logUnits: expect.any(Number) as unknown });
  const text = whatIfText(answer);
  expect(text).toContain('can be planned differently: price (price), deal (promotion)');
  expect(text).toMatch(/n1 +north\/large\/fast +\d{4}-\d{2}-\d{2} +0 → 1 +[\d.,]+ → [\d.,]+/);
});

test('a model that did not make the forecasts can be asked about its segment', async () => {
  const model = small.model.version.slice(0, 12);
  const answer = await performed(whatIf, app, { ...north, item: fast, store: 'n1', model, changes: [] });
  expect(answer.series.map((one) => one.model)).toEqual([small.model.version]);
  const ofOthers = performed(whatIf, app, { ...north, item: slow, model, changes: [] });
  await expect(ofOthers).rejects.toMatchObject({ code: 'no-such-row' });
});

test('given rows are scored in their order; those without values are the published ones', async () => {
  const rows = [
    { store: 'n2', item: fast, week, values: { price: 1.5, deal: 1 } },
    { store: 'n1', item: fast, week, values: {} },
  ];
  const scored = (await performed(scoreRows, app, { ...north, rows })).rows;
  expect(scored.map(({ store, week: of, step }) => [store, of, step])).toEqual([
    ['n2', week, 1],
    ['n1', week, 1],
  ]);
  expect(scored[0]!.forecast).not.toBe(scored[0]!.published);
});

const noChange = { lever: 'price', to: 2 };
test.each([
  [
    'a lever the data do not have',
    () => performed(whatIf, app, { ...north, item: fast, changes: [{ lever: 'flyer', to: 1 }] }),
    '"flyer" cannot be changed: the columns known ahead are price, deal',
  ],
  [
    'a week that is not forecast',
    () => performed(whatIf, app, { ...north, item: fast, changes: [{ ...noChange, weeks: ['2001-01-01'] }] }),
    /the model forecasts no week "2001-01-01"; it forecasts/,
  ],
  [
    'an item that a fallback has forecast',
    () => performed(whatIf, app, { ...north, item: slow, changes: [noChange] }),
    /was forecast without a model \((seasonal|baseline)\), which no price, promotion or event moves/,
  ],
  [
    'an item that nobody sells',
    () => performed(whatIf, app, { ...north, item: 'moon', changes: [] }),
    'the forecasts have no row with {"item":"moon"}',
  ],
  [
    'a change that says nothing',
    () => performed(whatIf, app, { ...north, item: fast, changes: [{ lever: 'price' }] }),
    'needs either "to" or "times"',
  ],
  [
    'the same row twice',
    () => {
      const row = { store: 'n1', item: fast, week, values: {} };
      return performed(scoreRows, app, { ...north, rows: [row, row] });
    },
    /rows\.1: store n1, item \w+, week [\d-]+ is there twice/,
  ],
  [
    'more rows than one answer holds',
    () => {
      const row = { store: 'n1', item: fast, week, values: {} };
      return performed(scoreRows, app, { ...north, rows: Array.from({ length: 2001 }, () => row) });
    },
    '2001 rows are asked for, and one request answers at most 2000: name a store, a format or fewer rows',
  ],
])('%s is refused', async (_what, ask, message) => {
  expect(await refusalMessage(ask)).toMatch(message);
});
