import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { countQuarantined } from '../../../src/app/quarantine/count-quarantined.ts';
import { exportQuarantined } from '../../../src/app/quarantine/export-quarantined.ts';
import { reingest } from '../../../src/app/quarantine/reingest.ts';
import { showQuarantined } from '../../../src/app/quarantine/show-quarantined.ts';
import type { CorrectedFileCheck } from '../../../src/contracts/quarantine.ts';
import type { JobInput } from '../../../src/ports/job-runner.ts';
import { LandingFileExistsError } from '../../../src/ports/landing.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp, type TestAppParts } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;
let asked: JobInput<'read-quarantine'>[];
let landed: string[];
let mended: Uint8Array[];
/** How many rows the counts say that there are, of each that is there. */
let rowsOfEach: number;
let check: CorrectedFileCheck & { path: string };

const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
const row = (file: string, reason: string, raw: string) => ({
  ...{ source: 'sales', file, line: '2', column: 'units', reason, detail: 'not a number', raw },
});
const rows = [
  row('sales/a.csv', 'unparsable-value', '1,2,x\r\n'),
  row('sales/b.csv', 'unparsable-value', '1,3,y'),
  row('sales/b.csv', 'negative-units', '1,3,-4'),
];
const project = {
  resolved: { regions: [{ name: 'north' }, { name: 'south' }] },
  sources: [
    { name: 'sales', landing: 'sales/*.csv' },
    { name: 'stores', landing: 'stores.csv' },
  ],
} as unknown as LoadedProject;

beforeAll(async () => {
  database = await startTestRegistry();
  await database.registry.recordDataset({
    ...{ version: 'aaaa1', region: 'north', cutoff: '2026-01-05', manifest, rows: 1, qualityProfile: {}, files: [] },
  });
});
afterAll(() => database.stop());

const jobs: TestAppParts['jobs'] = {
  'read-quarantine': (input) => {
    asked.push(input);
    const { reason, file = '', skip = 0, most } = input;
    const met = rows.filter((one) => one.file.includes(file) && (reason === undefined || one.reason === reason));
    const counts = met.map(({ source, file, reason }) => ({ source, file, reason, rows: rowsOfEach }));
    return { rows: met.slice(skip, skip + most), counts, headers: { 'sales/a.csv': 'a,b,c', 'sales/b.csv': 'a,c,b' } };
  },
  'check-mended': ({ bytes }) => {
    mended.push(bytes);
    return { ...check, bytes };
  },
};

const openLandingWriter: App['openLandingWriter'] = () =>
  Promise.resolve({
    land: (path: string) => {
      landed.push(path);
      return Promise.resolve();
    },
    withdraw: (path: string) => {
      landed = landed.filter((one) => one !== path);
      return Promise.resolve();
    },
  });

beforeEach(() => {
  asked = [];
  landed = [];
  mended = [];
  rowsOfEach = 1;
  check = { rows: 2, faults: [], path: 'sales/a.corrected.csv' };
  app = testApp({ registry: database.registry, project, jobs, openLandingWriter });
});

test('rows are counted by source, file and reason, those of dataset versions with them', async () => {
  const found = await performed(countQuarantined, app, { reason: 'negative-units' });
  expect(found).toEqual([{ source: 'sales', file: 'sales/b.csv', reason: 'negative-units', rows: 1 }]);
  expect(asked).toEqual([
    {
      ...{ sources: ['sales', 'stores'], datasets: [manifest], strayOf: ['sales', 'stores'] },
      ...{ reason: 'negative-units', most: 0 },
    },
  ]);
});

test('rows of a region are those that its newest dataset version set aside', async () => {
  const found = await performed(showQuarantined, app, { region: 'south', file: 'a.csv' });
  expect(found).toEqual({ rows: [rows[0]], total: 1 });
  expect(asked).toMatchObject([{ sources: [], datasets: [] }]);
});

test('rows come page by page, with how many there are', async () => {
  const first = await performed(showQuarantined, app, { limit: 2 });
  expect(first).toEqual({ rows: rows.slice(0, 2), total: 3, nextPage: first.nextPage });
  const last = await performed(showQuarantined, app, { limit: 2, page: first.nextPage! });
  expect(last).toEqual({ rows: rows.slice(2), total: 3 });
  expect(await refusalMessage(() => performed(showQuarantined, app, { page: 'x' }))).toContain('UsageError');
});

test('more rows than one file has are not cut, but refused', async () => {
  rowsOfEach = 60_000;
  expect(await refusalMessage(() => performed(exportQuarantined, app, { source: 'sales' }))).toBe(
    'UsageError: 180000 rows were set aside, and one file has at most 100000: name a reason or a file',
  );
});

test('without a registry there are the rows of landing', async () => {
  await performed(showQuarantined, testApp({ project, jobs }), { source: 'sales' });
  expect(asked).toMatchObject([{ sources: ['sales'], datasets: [] }]);
});

test('rows are exported under their header; files of different headers are not one', async () => {
  const found = await performed(exportQuarantined, app, { source: 'sales', file: 'a.csv' });
  expect(found).toEqual({ header: 'a,b,c', lines: ['1,2,x'] });
  expect(asked).toMatchObject([{ datasets: [] }]);
  const say = (input: { file?: string }) =>
    refusalMessage(() => performed(exportQuarantined, app, { source: 'sales', ...input }));
  expect(await say({})).toBe(
    'UsageError: the rows come from files of different headers, or of none: name one delimited file with --file',
  );
  expect(await say({ file: 'c.csv' })).toBe('UsageError: no row that was set aside matches');
});

const corrected = { source: 'sales', content: btoa('1'), from: 'mended.csv', reason: 'the till was right' };

test('corrected rows are landed, in the name of who asks', async () => {
  expect(await performed(reingest, app, corrected)).toEqual({ landed: 'sales/a.corrected.csv', rows: 2, faults: [] });
  expect(landed).toEqual(['sales/a.corrected.csv']);
  const [last] = await database.registry.findAudit({ newest: 1 });
  expect(last).toMatchObject({
    ...{ actor: 'ann', action: 'reingest', subject: 'landing/sales/a.corrected.csv' },
    facts: { source: 'sales', rows: 2, from: 'mended.csv', reason: 'the till was right' },
  });
  expect(mended).toEqual([new Uint8Array([49])]);
});

test('where a row is still bad, or the source would not take the file, nothing is landed', async () => {
  check = { ...check, faults: ['line 2: units'] };
  expect(await performed(reingest, app, corrected)).toEqual({ landed: null, rows: 2, faults: ['line 2: units'] });
  check = { ...check, faults: [], path: 'elsewhere/a.csv' };
  expect(await refusalMessage(() => performed(reingest, app, corrected))).toBe(
    'UsageError: sales would not take elsewhere/a.csv: its landing glob is sales/*.csv; widen it so that further files can come',
  );
  expect(await refusalMessage(() => performed(reingest, app, { ...corrected, source: 'prices' }))).toBe(
    'UsageError: the project has no source "prices"; it has sales, stores',
  );
  expect(landed).toEqual([]);
});

test('rows are landed under the next name where somebody else lands theirs in the meantime', async () => {
  const taken = ['sales/a.corrected.csv'];
  const contested: App['openLandingWriter'] = async () => {
    const writer = await openLandingWriter();
    const land: typeof writer.land = (path, bytes) => {
      if (!taken.includes(path)) return writer.land(path, bytes);
      check = { ...check, path: 'sales/b.corrected.csv' };
      return Promise.reject(new LandingFileExistsError(path));
    };
    return { ...writer, land };
  };
  const busy = testApp({ registry: database.registry, project, jobs, openLandingWriter: contested });
  expect(await performed(reingest, busy, corrected)).toMatchObject({ landed: 'sales/b.corrected.csv' });
  expect([landed, mended.length]).toEqual([['sales/b.corrected.csv'], 2]);
  taken.push('sales/b.corrected.csv');
  expect(await refusalMessage(() => performed(reingest, busy, corrected))).toBe(
    'UsageError: others land rows of sales right now and took the name sales/b.corrected.csv; nothing was landed: try again',
  );
});

test('what cannot be entered in the audit trail is taken back out of landing', async () => {
  const broken = { ...database.registry, appendAudit: () => Promise.reject(new Error('no database')) };
  const without = testApp({ registry: broken, project, jobs, openLandingWriter });
  await expect(performed(reingest, without, corrected)).rejects.toThrow('no database');
  expect(landed).toEqual([]);
});
