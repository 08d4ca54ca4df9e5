import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { ConditionedFile } from '../../../src/contracts/dataset.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import { ingestSource } from '../../../src/datasets/ingest.ts';
import { snapshotDataset } from '../../../src/datasets/snapshot.ts';
import { getJson } from '../../../src/ports/json-artifacts.ts';
import type { SchemaChange } from '../../../src/generator/settings.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { createLocalPorts, ingestAll } from '../../support/dataset-ports.ts';
import { generateProject, smallGrocer } from '../../support/generated-grocer.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Lines of a truth's CSV, split. */
async function truthRows(directory: string, name: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(join(directory, 'truth', name), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

async function open(directory: string) {
  const project = await loadProject(directory);
  const ports = await createLocalPorts(project);
  onTestFinished(() => ports.tables.close());
  return { project, ports };
}

test('ingest and snapshot find exactly the broken lines, with their reasons, and the corrections', async () => {
  const directory = await temporaryDirectory();
  const settings = { ...smallGrocer, regions: 1, stores: 6, items: 20, dirtyShare: 0.03, corrections: 6 };
  const generated = await generateProject(directory, settings);
  const { project, ports } = await open(directory);
  const ingested = await ingestAll(ports, project);

  const found = new Set<string>();
  for (const { listing } of ingested) {
    for (const { quarantined } of await getJson<readonly ConditionedFile[]>(ports.store, listing)) {
      if (quarantined) for (const row of await quarantineRows(await ports.store.localPath(quarantined))) found.add(row);
    }
  }
  let corrected = 0;
  let knownAhead: readonly string[] = [];
  const cutoff = addWeeks(settings.from, settings.weeks - 1);
  for (const { name: region } of project.resolved.regions) {
    const { manifest } = await snapshotDataset(ports, project, ingested, { region, cutoff });
    const shipments = manifest.quality.sources.find(({ source }) => source === 'shipments');
    corrected += shipments?.corrected ?? 0;
    expect(shipments?.repeated).toBe(0);
    if (manifest.quarantined) {
      for (const row of await quarantineRows(await ports.store.localPath(manifest.quarantined))) found.add(row);
    }
    knownAhead = manifest.knownAhead;
  }
  const dirty = await truthRows(directory, 'dirty-rows.csv');
  expect(dirty.length).toBe(generated.dirtyRows);
  expect(new Set(dirty.map(([, , reason]) => reason)).size).toBe(10);
  expect([...found].sort()).toEqual(
    dirty.map(([file, line, reason]) => `${file!.replace('landing/', '')} ${line} ${reason}`).sort(),
  );
  const corrections = await truthRows(directory, 'corrections.csv');
  expect(corrections.length).toBeGreaterThan(6);
  expect(corrected).toBe(corrections.length);
  expect(knownAhead.toSorted()).toEqual([
    'deal',
    'feature',
    'holiday',
    'local',
    'price',
    'rain',
    'sports',
    'temperature',
  ]);
});

/** `file line reason` of every row of a quarantine. */
async function quarantineRows(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, file, number, reason] = /^([^,]+),(\d+),[^,]*,([a-z-]+),/.exec(line) ?? [];
      return file === undefined ? [] : [`${file} ${number} ${reason}`];
    });
}

test('units arrive as they were drawn: the standard rows of the last weeks are those of the truth', async () => {
  const directory = await temporaryDirectory();
  await generateProject(directory, { ...smallGrocer, dirtyShare: 0 });
  const { project, ports } = await open(directory);
  const { listing } = await ingestSource(ports, project, 'shipments');
  const units = new Map<string, number>();
  for (const { conditioned } of await getJson<readonly ConditionedFile[]>(ports.store, listing)) {
    const table = await ports.tables.readParquet(await ports.store.localPath(conditioned));
    for (let row = 0; row < table['units']!.length; row += 1) {
      const key = ['store', 'item', 'week'].map((name) => String(table[name]![row])).join(' ');
      units.set(key, Number(table['units']![row]));
    }
  }
  const truth = gunzipSync(await readFile(join(directory, 'truth', 'expected.csv.gz'))).toString();
  let rows = 0;
  for (const line of truth.trimEnd().split('\n').slice(1)) {
    const [, store, item, week, , , sold] = line.split(',');
    expect(units.get(`${store} ${item} ${week}`) ?? 0).toBe(Number(sold));
    rows += 1;
  }
  expect(rows).toBeGreaterThan(300);
});

test.each([
  ['renamed', 'ColumnMissingError', /week-2018-06-18\.csv.*qty/s],
  ['missing', 'ColumnMissingError', /week-2018-06-18\.csv.*qty/s],
  ['retyped', 'ColumnRetypedError', /week-2018-06-18\.csv.*the column units/s],
] as const)('a planted schema change stops the source: %s', async (schemaChange, name, message) => {
  await expect(ingestChanged(schemaChange)).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message) as unknown,
  });
});

test('an added column does not', async () => {
  expect(await ingestChanged('added')).toMatchObject({ quarantined: 0 });
});

async function ingestChanged(schemaChange: SchemaChange) {
  const directory = await temporaryDirectory();
  await generateProject(directory, { ...smallGrocer, regions: 1, dirtyShare: 0, schemaChange });
  const { project, ports } = await open(directory);
  return ingestSource(ports, project, 'shipments');
}
