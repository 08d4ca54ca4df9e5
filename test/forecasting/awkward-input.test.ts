import { describe, expect, it } from 'vitest';
import {
  applyEnsemble,
  backtestRows,
  baselineForecast,
  fitEnsemble,
  NetworkDivergedError,
} from '../../src/forecasting/index.ts';
import type { Panel } from '../../src/forecasting/index.ts';
import { fit, taskOf } from './fit.ts';
import { makePanel } from './make-panel.ts';

const usual = makePanel({ stores: 4, items: 2, weeks: 60 });
const { cutoffIndex } = usual;

function withUnits(change: (units: number, cell: number) => number): Panel {
  return { ...usual, units: usual.units.map(change) };
}

function withKnownAhead(name: string, change: (value: number, cell: number) => number): Panel {
  const column = usual.knownAhead[name]!;
  return { ...usual, knownAhead: { ...usual.knownAhead, [name]: column.map(change) } };
}

/** Series of one item in one store. */
const single = makePanel({ stores: 1, items: 1, weeks: 60 });

const cases: readonly (readonly [string, Panel])[] = [
  ['columns that are constant', withKnownAhead('price', () => 2)],
  ['columns that are collinear', withKnownAhead('temperature', (_, cell) => 3 * usual.knownAhead['price']![cell]! - 1)],
  ['one series', single],
  ['only zeros', withUnits((units) => 0 * units)],
  ['the same sales every week', withUnits((units) => 0 * units + 7)],
  ['NaN in a driver', withKnownAhead('temperature', (value, cell) => (cell % 3 === 0 ? Number.NaN : value))],
  ['a driver of only NaN', withKnownAhead('temperature', () => Number.NaN)],
  ['infinity in a driver', withKnownAhead('price', (value, cell) => (cell % 50 === 0 ? Infinity : value))],
  ['huge units', withUnits((units) => units * 1e9)],
  ['units of a fraction', withUnits((units) => units / 1e6)],
];

describe.each(cases)('with %s', (_, panel) => {
  it('members and ensemble forecast finite units, not below zero', async () => {
    const backtestCutoff = cutoffIndex - 3;
    const task = taskOf(panel, { cutoffIndex: backtestCutoff });
    const lasso = await fit('lasso', task);
    const network = await fit('network', task);
    const at = (index: number) => ({ lasso: lasso.predict(panel, index), network: network.predict(panel, index) });
    const baseline = baselineForecast(panel, panel.items, backtestCutoff, 3);
    const rows = backtestRows(panel, [{ cutoffIndex: backtestCutoff, baseline, ...at(backtestCutoff) }]);
    const model = fitEnsemble(rows, { calibrate: true });
    const forecast = applyEnsemble(model, at(cutoffIndex));
    for (const column of [forecast.ensemble, forecast.p10, forecast.p50, forecast.p90]) {
      expect(column).toHaveLength(panel.seriesItem.length * 3);
      expect(column.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    }
  });
});

it('learns from a single row', async () => {
  // The first row of a series comes with its ninth week.
  const panel = makePanel({ stores: 1, items: 1, weeks: 12, cutoffIndex: 8 });
  for (const name of ['lasso', 'network'] as const) {
    const member = await fit(name, taskOf(panel));
    expect(member.diagnostics['trainingRows']).toBe(1);
    expect(member.predict(panel, 8).values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  }
});

it('names the epoch in which a loss diverges', async () => {
  const task = taskOf(usual);
  const network = { ...task.parameters.network, learningRate: 1e30, preset: 'erratic' as const };
  const diverging = fit('network', { ...task, parameters: { ...task.parameters, network } });
  await expect(diverging).rejects.toThrow(NetworkDivergedError);
  await expect(diverging).rejects.toMatchObject({ epoch: expect.any(Number) as number });
});
