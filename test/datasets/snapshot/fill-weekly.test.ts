import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createDuckDbTableEngine } from '../../../src/adapters/duckdb/duckdb-table-engine.ts';
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import { createLocalLanding } from '../../../src/adapters/storage/local-landing.ts';
import type { StandardColumn } from '../../../src/contracts/project.ts';
import { CorrectionLog } from '../../../src/datasets/snapshot/correction-log.ts';
import { fillWeekly } from '../../../src/datasets/snapshot/fill-weekly.ts';
import { createSeriesGrid } from '../../../src/datasets/snapshot/series-grid.ts';
import { putParquet } from '../../../src/datasets/write-artifact.ts';
import type { Columns } from '../../../src/ports/table-engine.ts';
import type { LoadedSource } from '../../../src/project/loaded-project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const weeks = ['2025-01-06', '2025-01-13', '2025-01-20'] as const;
const grid = createSeriesGrid(
  [
    { format: 'large', store: 's1', item: 'apples' },
    { format: 'large', store: 's1', item: 'bread' },
    { format: 'large', store: 's2', item: 'apples' },
  ],
  { first: weeks[0], cutoff: weeks[1], horizonWeeks: 1 },
);
const no = Number.NaN;

/** A known-ahead source with these files; the key is what the first one has of store, item and week. */
function fill(...tables: readonly Columns[]) {
  return fillFrom('known-ahead', ...tables);
}

async function fillFrom(kind: 'known-ahead' | 'observed', ...tables: readonly Columns[]) {
  const directory = await temporaryDirectory();
  const engine = await createDuckDbTableEngine();
  onTestFinished(() => engine.close());
  const ports = {
    store: createLocalArtifactStore(join(directory, 'store')),
    landing: createLocalLanding(directory),
    tables: engine,
  };
  const standardColumns = Object.entries(tables[0] ?? {}).map(([name, values]): StandardColumn => {
    return { name, type: values instanceof Float64Array ? 'number' : 'text', optional: false };
  });
  const source: LoadedSource = {
    name: 'weather',
    kind,
    landing: '*',
    columns: [],
    delimiter: ',',
    maxBadShare: 0,
    missingWeek: 'missing',
    standardColumns,
    row: z.object({}),
    conditioner: (table) => table,
  };
  const files = [];
  for (const [index, table] of tables.entries()) {
    files.push({
      path: `${index}.csv`,
      contentHash: '',
      conditionerVersion: '',
      conditioned: await putParquet(ports, table),
      rawRows: 0,
      rows: 0,
      quarantinedRows: 0,
      reasons: {},
    });
  }
  return fillWeekly(ports, { source, files }, grid, new CorrectionLog());
}

test('series are ordered by format, item and store', () => {
  expect(grid.series.map(({ store, item }) => `${item} ${store}`)).toEqual(['apples s1', 'apples s2', 'bread s1']);
});

test('values by store and week hold for all items of the store', async () => {
  const { columns, tally } = await fill({
    store: ['s1', 's1', 's2', 's9'],
    week: [weeks[0], weeks[2], weeks[1], weeks[0]],
    rain: Float64Array.of(1, 2, 3, 4),
  });
  expect(columns).toEqual({ rain: Float64Array.of(1, no, 2, no, 3, no, 1, no, 2) });
  expect(tally).toMatchObject({ rows: 3, lastWeek: weeks[2], corrected: 0, repeated: 0 });
});

test('values by week alone hold for everything', async () => {
  const { columns } = await fill({ week: [weeks[1]], holiday: Float64Array.of(1), school: Float64Array.of(no) });
  expect(columns).toEqual({
    holiday: Float64Array.of(no, 1, no, no, 1, no, no, 1, no),
    school: new Float64Array(9).fill(no),
  });
});

test('values by item and week hold in all stores', async () => {
  const { columns } = await fill({ item: ['apples'], week: [weeks[0]], cost: Float64Array.of(5) });
  expect(columns).toEqual({ cost: Float64Array.of(5, no, no, 5, no, no, no, no, no) });
});

test('a later file takes the place of an earlier one, a missing value included', async () => {
  const first = { week: [weeks[0], weeks[1]], holiday: Float64Array.of(1, 0) };
  const second = { week: [weeks[0], weeks[1]], holiday: Float64Array.of(no, 0) };
  const { columns, tally } = await fill(first, second);
  expect(columns).toEqual({ holiday: Float64Array.of(no, 0, no, no, 0, no, no, 0, no) });
  expect(tally).toMatchObject({ corrected: 1, repeated: 1 });
});

test('weeks beyond the horizon are not read', async () => {
  const { tally } = await fill({ week: ['2025-01-27', '2024-12-30'], holiday: Float64Array.of(1, 1) });
  expect(tally).toMatchObject({ rows: 0, lastWeek: undefined, files: [] });
});

test('observed values end at the cutoff, by store, by item or for all', async () => {
  const observed = (...tables: readonly Columns[]) => fillFrom('observed', ...tables);
  const { columns, tally } = await observed({ week: [...weeks], visitors: Float64Array.of(1, 2, 3) });
  expect(columns).toEqual({ visitors: Float64Array.of(1, 2, no, 1, 2, no, 1, 2, no) });
  expect(tally).toMatchObject({ rows: 2, lastWeek: weeks[1] });
  const returned = { store: ['s1'], item: ['bread'], week: [weeks[1]], returned: Float64Array.of(4) };
  expect((await observed(returned)).columns).toEqual({
    returned: Float64Array.of(no, no, no, no, no, no, no, 4, no),
  });
});
