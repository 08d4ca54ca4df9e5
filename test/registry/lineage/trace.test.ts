import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWeeks } from '../../../src/contracts/week.ts';
import { trace, type LineageGraph } from '../../../src/registry/lineage/trace.ts';
import { lineageSvg } from '../../../src/reports/lineage/lineage-svg.ts';
import { lineageText } from '../../../src/reports/lineage/lineage-text.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

const hashOf = (kind: string, index: number): string => createHash('sha256').update(`${kind} ${index}`).digest('hex');
const artifact = (hash: string) => ({ hash, extension: 'parquet', bytes: 1 });
const cycles = 20;
const files = 2000;

/** 2,000 files, 20 cycles of 20 dataset versions, 10 models: each dataset has a hundred files, and the last one all of them. */
describe('lineage over a registry of a grocer of some size', () => {
  let database: TestRegistry;
  const week = (index: number): string => addWeeks('2024-01-01', index);
  const cycleId = (index: number): string => `cycle/dev/north/${week(index)}/${index}`;
  const fileOf = (index: number) => ({
    ...{ source: index % 100 === 0 ? 'stores' : 'sales', path: `sales/${index}.csv`, contentHash: hashOf('f', index) },
    ...{ conditioned: artifact(hashOf('c', index)), conditionerVersion: 'v1' },
  });

  beforeAll(async () => {
    database = await startTestRegistry();
    const { registry } = database;
    for (let index = 0; index < cycles; index += 1) {
      const [first, count] = index === cycles - 1 ? [0, files] : [100 * index, 100];
      await registry.recordDataset({
        ...{
          version: hashOf('d', index),
          region: 'north',
          cutoff: week(index),
          manifest: artifact(hashOf('e', index)),
        },
        ...{ rows: 10, qualityProfile: {}, files: Array.from({ length: count }, (_, place) => fileOf(first + place)) },
      });
      const model = `m${Math.floor(index / 2)}`;
      if (index % 2 === 0) {
        const { record } = registeredModel(model);
        await registry.openCycle(cycleId(index), {
          ...{ environment: 'dev', region: 'north', cutoff: week(index), number: index },
          triggers: [{ id: `t${index}`, cause: 'data', requestedBy: 'watch' }],
        });
        await registry.recordModel('dev', { ...record, datasetVersion: hashOf('d', index), cycleId: cycleId(index) });
        const { segment } = record;
        await registry.promote({
          environment: 'dev',
          segment,
          version: model,
          actor: 'ann',
          facts: { reason: 'better in spring' },
        });
      }
      await registry.recordForecast({
        ...{
          environment: 'dev',
          region: 'north',
          cutoff: week(index),
          cycleId: cycleId(index),
          rows: 3,
          uri: 'file:///f.csv',
        },
        ...{
          datasetVersion: hashOf('d', index),
          parquet: artifact(hashOf('b', index)),
          csv: artifact(hashOf('9', index)),
        },
        scoredBy: { 'large/fast': model, 'large/slow': 'baseline' },
      });
    }
    await registry.recordEvaluation(cycleId(4), { rows: 7, metrics: {} });
  });
  afterAll(() => database.stop());

  const idsOf = ({ nodes }: LineageGraph, kind: string) =>
    nodes.filter((node) => node.kind === kind).map(({ id }) => id);

  test('from a file down to everything published of it', async () => {
    const graph = await trace(database.registry, { file: 'sales/450.csv' }, 'both');
    expect(graph.roots).toEqual([`file:sales/sales/450.csv@${hashOf('f', 450)}`]);
    expect(idsOf(graph, 'dataset').sort()).toEqual([`dataset:${hashOf('d', 4)}`, `dataset:${hashOf('d', 19)}`].sort());
    expect(idsOf(graph, 'model')).toEqual(['model:dev/m2']);
    // Of model m2: those of its own week and the next; and those scored on the last dataset.
    expect(idsOf(graph, 'forecast').sort()).toEqual([4, 5, 19].map((index) => `forecast:${cycleId(index)}`).sort());
    expect(idsOf(graph, 'evaluation')).toEqual([`evaluation:${cycleId(4)}`]);
    const byHash = await trace(database.registry, { file: hashOf('f', 450) }, 'down');
    expect(byHash).toEqual(graph);
  });

  test('from forecasts up to every file, with who trained and who promoted', async () => {
    const [forecast] = await database.registry.forecastsAt('dev', 'north', week(19));
    if (!forecast) throw new Error('there is no forecast');
    const graph = await trace(database.registry, { forecast }, 'up');
    expect(idsOf(graph, 'file')).toHaveLength(files);
    expect(idsOf(graph, 'conditioned')).toHaveLength(files);
    expect(idsOf(graph, 'model')).toEqual(['model:dev/m9']);
    expect(graph.nodes.find(({ kind }) => kind === 'model')?.facts).toMatchObject({
      triggers: [{ cause: 'data', requestedBy: 'watch' }],
      promotions: [{ action: 'promote', actor: 'ann', reason: 'better in spring' }],
    });
    const text = lineageText(graph, 'up');
    expect(text.split('\n').length).toBeLessThan(40);
    expect(text).toContain('sales: 1881 files');
    expect(text).toContain('promote by ann: better in spring');
    const svg = await lineageSvg(graph);
    expect(svg).toContain('sales: 1881 files');
    expect(svg.length).toBeLessThan(100_000);
    // Pages make links of the boxes by these.
    expect(svg).toContain('id="model%3Adev%2Fm9" class="node kind&#45;model"');
  });

  test('from a model and a dataset in both directions; the same thing has the same id everywhere', async () => {
    const model = await trace(database.registry, { model: 'm2' }, 'both');
    expect(idsOf(model, 'file')).toHaveLength(100);
    expect(idsOf(model, 'forecast')).toEqual([4, 5].map((index) => `forecast:${cycleId(index)}`));
    expect(model.edges).toContainEqual({ from: 'model:dev/m2', to: `forecast:${cycleId(5)}` });
    const dataset = await trace(database.registry, { dataset: hashOf('d', 4) }, 'both');
    expect(idsOf(dataset, 'model')).toEqual(['model:dev/m2']);
    expect(dataset.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(idsOf(model, 'file')));
    expect((await trace(database.registry, { file: 'sales/none.csv' }, 'both')).nodes).toEqual([]);
  });
});
