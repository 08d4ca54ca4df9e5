import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { diffDatasets } from '../../../src/app/datasets/diff-datasets.ts';
import { listDatasets } from '../../../src/app/datasets/list-datasets.ts';
import { measureDrift } from '../../../src/app/datasets/measure-drift.ts';
import { showDataset } from '../../../src/app/datasets/show-dataset.ts';
import { showFreshness } from '../../../src/app/datasets/show-freshness.ts';
import { showDatasetHistory } from '../../../src/app/datasets/show-history.ts';
import type { QualityProfile } from '../../../src/contracts/dataset.ts';
import type { DatasetQuality } from '../../../src/ports/dataset-catalogue.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { defaultDrift } from '../../support/default-drift.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;
const artifact = (letter: string) => ({ hash: letter.repeat(64), extension: 'json', bytes: 2 });
const { record } = registeredModel('abcd1111');

const profile: QualityProfile = {
  sources: [
    {
      ...{ source: 'sales', kind: 'shipments', files: 2, rows: 9, quarantined: { 'not-a-week': 1 } },
      ...{ corrected: 0, repeated: 1, copies: [{ path: 'b.csv', of: 'a.csv' }], lastWeek: '2025-10-06' },
      zeroWeeks: { weeks: 9, missing: 1, zeros: 2, expected: 1 },
      repeatedKeys: {
        ...{ taken: 'corrections', weeks: 2, ofWeeks: 9, changed: 0.1, oneWay: 1 },
        example: { week: '2025-10-06', files: ['a.csv', 'c.csv'] },
      },
    },
  ],
  ...{ coverage: 0.9, zeroShare: 0, weeksBehind: 0, storesInCutoffWeek: 2, stores: 2 },
  life: {
    planned: 1,
    ended: 0,
    named: [{ format: 'large', store: '1', item: '2', state: 'planned', lastSale: null, why: 'listed' }],
  },
  columns: [{ column: 'price', min: 1, max: 2, mean: 1.5, missing: 0 }],
};
const quality = (letter: string): DatasetQuality => ({
  ...profile,
  findings: [{ source: 'sales', check: 'volume', severity: 'warn', passed: true, detail: 'volume 99%' }],
  profiles: { 'large/fast': artifact(letter) },
});

beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  for (const [version, cutoff, letter] of [
    [record.datasetVersion, record.trainingCutoff, '1'],
    ['e'.repeat(64), '2025-10-13', '2'],
  ] as const) {
    const qualityProfile = quality(letter);
    await registry.recordDataset({
      ...{ version, region: 'north', cutoff },
      manifest: artifact(letter),
      rows: 9,
      qualityProfile,
      files: ['sales/b-corrected.csv', 'sales/a.csv', 'sales/b.csv'].map((path) => {
        return { source: 'sales', path, contentHash: path };
      }),
    });
  }
  await registry.recordModel('dev', record);
  const { segment, version } = record;
  await registry.promote({ environment: 'dev', segment, version, actor: 'cycle', facts: {} });
  const sources = [
    { name: 'sales', kind: 'shipments' },
    { name: 'stores', kind: 'stores' },
  ];
  const resolved = { environments: { dev: {} }, regions: [{ name: 'north' }, { name: 'south' }], drift: defaultDrift };
  app = testApp({
    registry,
    project: { resolved: { ...resolved, sources } } as unknown as LoadedProject,
    jobs: {
      'diff-datasets': ({ before, after }) => ({
        before: { version: before.version, region: 'north', cutoff: '2025-10-06', rows: 9 },
        after: { version: after.version, region: 'north', cutoff: '2025-10-13', rows: 9 },
        files: { added: ['d.csv'], removed: [], changed: [], same: 2 },
        ...{
          schemaChanged: false,
          columns: [],
          newWeeks: 1,
          partitions: { added: 0, removed: 0, changed: 1, same: 0 },
        },
        fileRows: [{ file: 'd.csv', added: 3, removed: null }],
        weekRows: [{ week: '2025-10-13', added: 3, changed: 1, removed: 0 }],
        figures: [{ name: 'rows', before: 9, after: null }],
        distributions: [
          {
            ...{ segment: 'large/fast', column: 'price', psi: null, meanBefore: 1, meanAfter: 2 },
            ...{ missingBefore: null, missingAfter: 0 },
          },
        ],
      }),
      'measure-drift': ({ segments }) => [
        ...segments.map(({ champion }) => ({
          segment: record.segment,
          ...{ champion: champion.version, trainedTo: champion.trainingCutoff, cutoff: '2025-10-13' },
          columns: [
            { column: 'price', kind: 'weekly', verdict: 'drift', detail: 'moved', psi: 1, shift: null } as const,
          ],
          errors: { verdict: 'not judged', detail: 'none', weeks: 0, realisedWape: null, backtestWape: 0.2 } as const,
          distributions: [
            {
              ...({ column: 'price', of: 'change', meanThen: 1, meanNow: null } as const),
              bins: { edges: [0], then: [0.5, 0.5], now: [0.2, 0.8] },
            },
          ],
        })),
        null,
      ],
    },
  });
});
afterAll(() => database.stop());

test('versions are listed, or what was known at a week', async () => {
  const cutoffs = async (input: { asOf?: string; region?: string }) =>
    (await performed(listDatasets, app, input)).map(({ cutoff }) => cutoff);
  expect(await cutoffs({})).toEqual(['2025-10-13', '2025-10-06']);
  expect(await cutoffs({ asOf: '2025-10-12' })).toEqual(['2025-10-06']);
  expect(await cutoffs({ region: 'south' })).toEqual([]);
});

test('a version is shown by its name, or by region and cutoff; one of them has to be named', async () => {
  expect((await performed(showDataset, app, { version: 'eeee' })).cutoff).toBe('2025-10-13');
  expect((await performed(showDataset, app, { region: 'north', cutoff: '2025-10-06' })).quality).toEqual(quality('1'));
  expect(await refusalMessage(() => performed(showDataset, app, {}))).toBe(
    'UsageError: name a version, or a region with --region and, if not its newest, --cutoff',
  );
});

test('a region has its versions in few figures, the newest first', async () => {
  const { total, versions } = await performed(showDatasetHistory, app, { region: 'north', limit: 1 });
  expect(total).toBe(2);
  expect(versions).toEqual([
    {
      ...{ version: 'e'.repeat(64), cutoff: '2025-10-13', recordedAt: versions[0]?.recordedAt, rows: 9 },
      ...{ setAside: 1, failedChecks: 0, checks: 1, columnsAdded: [], columnsRemoved: [] },
    },
  ]);
  await expect(performed(showDatasetHistory, app, { region: 'west' })).rejects.toMatchObject({
    code: 'unknown-region',
  });
});

test('every source of a region is as new as its last week, and of one region the last file is named', async () => {
  const [north, south] = await performed(showFreshness, app, {});
  expect(south).toEqual({ region: 'south', sources: [] });
  expect(north?.dataset).toMatchObject({ version: 'e'.repeat(64), cutoff: '2025-10-13', rows: 9 });
  expect(north?.sources).toEqual([
    {
      ...{
        source: 'sales',
        kind: 'shipments',
        state: 'fresh',
        lastWeek: '2025-10-06',
        weeksBehind: 1,
        maxWeeksBehind: 1,
      },
      ...{ dueBy: '2025-10-27', files: 2, rows: 9, setAside: 1, failed: 0 },
    },
    { source: 'stores', kind: 'stores', state: 'missing', files: 0, rows: 0, setAside: 0, failed: 0 },
  ]);
  const [only] = await performed(showFreshness, app, { region: 'north' });
  expect(only?.sources.map(({ lastFile }) => lastFile)).toEqual(['sales/b-corrected.csv', undefined]);
});

test('two versions are compared', async () => {
  const { before, after } = await performed(diffDatasets, app, { before: 'dddd', after: 'eeee' });
  expect([before.version, after.version]).toEqual([record.datasetVersion, 'e'.repeat(64)]);
});

test('drift is measured against what the champions before were trained on', async () => {
  const { policy, segments } = await performed(measureDrift, app, { environment: 'dev', regions: ['north'] });
  expect(policy).toEqual(defaultDrift);
  expect(segments.map(({ champion, columns }) => [champion, columns[0]?.verdict])).toEqual([['abcd1111', 'drift']]);
  const west = performed(measureDrift, app, { environment: 'dev', regions: ['west'] });
  await expect(west).rejects.toMatchObject({ code: 'unknown-region' });
  const test = performed(measureDrift, app, { environment: 'test' });
  await expect(test).rejects.toMatchObject({ code: 'unknown-environment' });
});
