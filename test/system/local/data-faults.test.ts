import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withLocalState, type LocalState } from '../../../src/composition/local-state.ts';
import { runRegions } from '../../../src/app/cycles/run-regions.ts';
import type { ConditionedFile } from '../../../src/contracts/dataset.ts';
import { getJson } from '../../../src/ports/json-artifacts.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { generateProject, smallGrocer } from '../../support/generated-grocer.ts';

const quick = `name: 'grocer',
  backtest: { nWindows: 2 },
  members: { network: { preset: 'mixed', epochs: 1, seedsPerView: 1 } },
  gate: { maxMape: 100, mustBeatBaseline: false, maxLevelFactor: 100, maxQuarantinedShare: 1 },`;
const region = 'midwest';
/** The grocer's last week. */
const cutoff = '2018-07-09';

/** Whole cycles of a synthetic grocer whose files change their form, or fail a check. The tests build on each other. */
describe('a grocer with faults', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'shelfcast-faults-'));
    await generateProject(directory, { ...smallGrocer, regions: 1, schemaChange: 'renamed' });
    await configure("name: 'grocer',", quick);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function configure(before: string | RegExp, after: string): Promise<void> {
    const file = join(directory, 'shelfcast.config.ts');
    const text = await readFile(file, 'utf8');
    const changed = text.replace(before, after);
    expect(changed).not.toBe(text);
    await writeFile(file, changed);
  }
  const withState = async <Result>(use: (state: LocalState) => Promise<Result>): Promise<Result> =>
    withLocalState(await loadProject(directory), join(directory, '.shelfcast/local'), {}, use);
  const cycle = () =>
    withState(async (state) => {
      const request = { environment: 'dev', regions: [region], cutoff, actor: 'test', reason: 'test' };
      const { signal } = new AbortController();
      const [ended] = await runRegions(request, { ...state, signal }, () => undefined);
      return ended!;
    });
  /** All that a cycle leaves for others to use. */
  const left = () =>
    withState(async ({ registry }) => ({
      datasets: (await registry.findDatasets({})).map(({ version }) => version),
      champions: (await registry.models()).map(({ record, stage }) => `${record.version} ${JSON.stringify(stage)}`),
      forecasts: (await registry.forecastsAt('dev', region, cutoff)).map(({ cycleId }) => cycleId),
      published: (await readdir(join(directory, '.shelfcast/local/artifacts'), { recursive: true })).filter((path) =>
        path.startsWith('published/forecasts'),
      ),
      ended: (await registry.regionStanding('dev', region)).lastClosed?.failure,
    }));

  test('a renamed column stops the cycle, naming file, column, what was expected and what was found', async () => {
    const { failure } = await cycle();
    expect(failure).toMatch(/source shipments: file shipments\/midwest\/week-2018-06-18\.csv\S* has no column qty/);
    expect(failure).toMatch(
      /expected store_code, sku, week_ending, qty; found store_code, sku, week_ending, quantity; .*migrations/,
    );
    expect(await left()).toMatchObject({ datasets: [], champions: [], forecasts: [], published: [], ended: failure });
  });

  test('with the map of its columns it continues; a check that warns is shown, and named by the gate', async () => {
    await configure(
      "columns: ['store_code', 'sku', 'week_ending', 'qty'],",
      `columns: ['store_code', 'sku', 'week_ending', 'qty'],
      migrations: { renamed: { quantity: 'qty' } },
      checks: [{ check: 'range', column: 'units', max: 1, severity: 'warn' }],`,
    );
    const { result, failure } = await cycle();
    expect(failure).toBeUndefined();
    expect(result?.segments.map(({ outcome }) => outcome)).toEqual(
      Array(result?.segments.length ?? 4).fill('promoted'),
    );
    const warning = /shipments: .*units/;
    expect(result?.dataset.warnings?.join()).toMatch(warning);
    const gates = await withState(async ({ registry }) => (await registry.models()).map(({ record }) => record.gate));
    for (const gate of gates) {
      const check = gate.find(({ check: name }) => name === 'data sound');
      expect(check).toMatchObject({
        passed: true,
        detail: expect.stringMatching(/warnings?: .*shipments: /) as string,
      });
    }
  });

  test('the same check stops the cycle where it blocks, and leaves all as it was', async () => {
    const before = await left();
    expect(before.published.length).toBeGreaterThan(0);
    await configure("severity: 'warn' }],", "severity: 'block' }],");
    const { failure } = await cycle();
    expect(failure).toMatch(/midwest.*shipments: .*units/s);
    expect(await left()).toEqual({ ...before, ended: failure });
  });

  test('a column that was added is accepted, and recorded with its file', async () => {
    const grown = await mkdtemp(join(tmpdir(), 'shelfcast-faults-'));
    try {
      await generateProject(grown, { ...smallGrocer, regions: 1, schemaChange: 'added' });
      const project = await loadProject(grown);
      const files = await withLocalState(project, join(grown, 'state'), {}, async ({ runner, store }) => {
        const hooks = { onProgress: () => undefined, signal: new AbortController().signal };
        const { listing } = await runner.run('ingest-source', { source: 'shipments' }, hooks);
        return getJson<readonly ConditionedFile[]>(store, listing);
      });
      const columns = new Map(files.map(({ path, rawColumns }) => [path.slice(-14, -4), rawColumns?.length ?? 0]));
      expect([columns.get('2018-06-11'), columns.get('2018-06-18')]).toEqual([4, 5]);
    } finally {
      await rm(grown, { recursive: true, force: true });
    }
  });
});
