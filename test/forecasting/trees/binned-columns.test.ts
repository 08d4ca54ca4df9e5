import { describe, expect, it } from 'vitest';
import { gatherColumns } from '../../../src/forecasting/features/assemble.ts';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { drawRows, everyRow } from '../../../src/forecasting/features/row-places.ts';
import { trainingSpace } from '../../../src/forecasting/features/row-space.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import {
  addTree,
  addTreeToGathered,
  binColumns,
  binSeries,
  binSteps,
  gatherBins,
} from '../../../src/forecasting/trees/binned-columns.ts';
import { binOf } from '../../../src/forecasting/trees/bin-edges.ts';
import { richPanel, richSettings } from '../features/rich-panel.ts';

const panel = richPanel({ stores: 3, items: 3, weeks: 100, missingShare: 0.1, seed: 1 });
const features = fitFeatures(panel, panel.cutoffIndex, richSettings(1), 3);
const space = trainingSpace(features, panel, panel.items, panel.cutoffIndex, 3);
const places = everyRow(space);
const sample = drawRows(space, 200, randomStream(1, 'edges'));
const ofSeries = Float32Array.from(space.series, (_, position) => (position === 1 ? Number.NaN : position));

const tableOf = async (together: boolean) => [
  ...(await binColumns(space, space.stored, sample, { together })),
  binSteps(space),
  binSeries('store', ofSeries, space),
];

describe('columns as bins', () => {
  it.each([true, false])('hold what rows read, next to each other or not: %s', async (together) => {
    const table = await tableOf(together);
    expect(new Set(table.map(({ bins }) => bins)).size < table.length).toBe(together);
    expect(table.map(({ name }) => name)).toEqual([...space.columns, 'store']);
    expect(space.stored.some(({ rowOf }) => rowOf)).toBe(true);
    expect(space.stored.some(({ weeksAfter = 0 }) => weeksAfter > 0)).toBe(true);
    const rows = Int32Array.from({ length: 300 }, (_, i) => (7 * i) % places.position.length);
    const bins = gatherBins(table, places, rows);
    const read = new Float32Array(places.position.length);
    space.stored.forEach((column, c) => {
      gatherColumns([column], space, places, read, 1);
      expect([...bins[c]!]).toEqual(Array.from(rows, (row) => binOf(table[c]!.edges, read[row]!)));
    });
    const [steps, stores] = [bins.at(-2)!, bins.at(-1)!];
    expect([...steps]).toEqual(Array.from(rows, (row) => places.step[row]!));
    rows.forEach((row, i) => expect(stores[i]).toBe(binOf(table.at(-1)!.edges, ofSeries[places.position[row]!]!)));
  });

  it('take a tree the same way for all rows and for gathered ones', async () => {
    const table = await tableOf(true);
    const of = (name: string): number => table.findIndex((column) => column.name === name);
    const [first, second, third] = [of('level'), of('step'), of('store')];
    const tree = {
      column: Int32Array.of(first, second, third, -1, -1, -1, -1),
      threshold: Float32Array.of(table[first]!.edges[3]!, 1.5, 0.5, 0, 0, 0, 0),
      left: Int32Array.of(1, 3, 5, -1, -1, -1, -1),
      right: Int32Array.of(2, 4, 6, -1, -1, -1, -1),
      missingLeft: Uint8Array.of(0, 0, 1, 0, 0, 0, 0),
      value: Float64Array.of(0, 0, 0, 1, 2, 4, 8),
    };
    const rows = Int32Array.from(places.position.keys());
    const forecast = new Float64Array(rows.length).fill(3);
    const gathered = forecast.slice();
    addTree(table, places, tree, forecast);
    addTreeToGathered(table, gatherBins(table, places, rows), tree, gathered);
    expect(gathered).toEqual(forecast);
    expect(new Set(forecast)).toEqual(new Set([4, 5, 7, 11]));
  });
});
