import { describe, expect, it } from 'vitest';
import { featureNames } from '../../../src/contracts/features.ts';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { rowsAt } from '../../../src/forecasting/features/feature-rows.ts';
import { everyRow } from '../../../src/forecasting/features/row-places.ts';
import { trainingSpace } from '../../../src/forecasting/features/row-space.ts';
import { fitScaling } from '../../../src/forecasting/features/scaling.ts';
import { blocksOf } from '../../../src/forecasting/lasso/cell-block.ts';
import { planDesign } from '../../../src/forecasting/lasso/cell-design.ts';
import { forecastRowsOf } from '../../../src/forecasting/lasso/cell-forecast.ts';
import { fitAtCells } from '../../../src/forecasting/lasso/cell-scaling.ts';
import { CellSums } from '../../../src/forecasting/lasso/cell-sums.ts';
import { targetsOfRows } from '../../../src/forecasting/lasso/cell-targets.ts';
import { designMatrix } from '../../../src/forecasting/lasso/design.ts';
import { addGram } from '../../../src/forecasting/lasso/gram.ts';
import { linear } from '../../../src/forecasting/lasso/linear.ts';
import { gramOf, targetOf } from '../../../src/forecasting/lasso/moments.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import { richSettings } from '../features/rich-panel.ts';
import { makePanel } from '../make-panel.ts';

const cutoffIndex = 50;
const plain = makePanel({ weeks: 60, cutoffIndex, missingShare: 0.15, zeroShare: 0.1 });
const panel = {
  ...plain,
  knownAhead: { ...plain.knownAhead, fair: plain.units.map((_, cell) => (cell % 9 === 0 ? 1 : 0)) },
  roles: { ...plain.roles, weather: ['temperature'], events: ['fair'] },
};
const model = fitFeatures(panel, cutoffIndex, { ...richSettings(1), use: featureNames });
const space = trainingSpace(model, panel, panel.items, cutoffIndex, 3);
const stores = Array.from(space.series, (s) => panel.stores[panel.seriesStore[s]!]!);
const positions = Int32Array.from(space.series.keys());
const plan = planDesign(space, positions, stores, ['deal']);
const blocks = blocksOf(plan, positions);
const edges = [25, 38, 40, space.lastActualIndex];
const sums = new CellSums(plan, blocks, 0, edges, addGram);
const { design } = sums.scaling;

/** The rows themselves, in the order of target weeks, series and steps. */
const table = rowsAt(space, everyRow(space));
const week = (row: number) => table.cutoff[row]! + table.step[row]!;
const ordered = Int32Array.from(table.series.keys()).sort(
  (a, b) => week(a) - week(b) || table.series[a]! - table.series[b]! || table.step[a]! - table.step[b]!,
);
const x = designMatrix(design, table, ordered, (row) => stores[table.series[row]!]!, Infinity);
const y = Float64Array.from(ordered, (row) => table.target[row]!);

function expectClose(found: Float64Array, expected: Float64Array): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6 * (1 + Math.abs(expected[i]!))));
}

describe('sums over cells', () => {
  it('scale as the rows themselves do', () => {
    const scaling = fitScaling(table.values, table.columns.length);
    expectClose(design.scaling.mean, scaling.mean);
    expectClose(design.scaling.deviation, scaling.deviation);
    const square = x.values.reduce((sum, value) => sum + value * value, 0);
    expect(square / x.rows).toBeGreaterThan(0.8 * x.columns);
  });

  it('are those over rows, up to every edge', () => {
    expect(sums.moments.grams.map(({ rows }) => rows)).toEqual(
      edges.map((edge) => ordered.filter((row) => week(row) <= edge).length),
    );
    const targets = sums.targets(targetsOfRows);
    edges.forEach((edge, i) => {
      const to = ordered.filter((row) => week(row) <= edge).length;
      const gram = gramOf(x, 0, to);
      expectClose(sums.moments.grams[i]!.products, gram.products);
      expectClose(sums.moments.grams[i]!.sums, gram.sums);
      expectClose(targets[i]!.products, targetOf(x, y, 0, to).products);
    });
  });

  it('forecast as the rows do', () => {
    const random = randomStream(5);
    const fit = { coefficients: Float64Array.from({ length: x.columns }, () => random() - 0.5), intercept: 2 };
    const [block] = [...blocks()];
    const rows = ordered.filter((row) => week(row) >= 39 && week(row) <= 40);
    const from = ordered.findIndex((row) => week(row) === 39);
    const expected = linear(fit, x).slice(from, from + rows.length);
    expectClose(forecastRowsOf(plan, block!, fitAtCells(fit, sums.scaling), 39, 40), expected);
  });
});
