import { describe, expect, it } from 'vitest';
import type { LassoAim } from '../../src/contracts/project.ts';
import { fittedMembers } from '../../src/contracts/segment.ts';
import {
  applyEnsemble,
  baselineForecast,
  fitEnsemble,
  fitMember,
  InvalidOptionError,
  loadMember,
  MemberFilesError,
  NoTrainingRowsError,
  TrainerMissingError,
} from '../../src/forecasting/index.ts';
import type { FitProgress, Panel } from '../../src/forecasting/index.ts';
import { fit, taskOf } from './fit.ts';
import { makeBacktest } from './make-backtest.ts';
import { makePanel, missing, panelOfUnits } from './make-panel.ts';

const panel = makePanel({ missingShare: 0.1, zeroShare: 0.05 });
const { cutoffIndex } = panel;

function withoutHistory(whole: Panel, series: number, keep: number): Panel {
  const units = Float64Array.from(whole.units);
  units.fill(missing, series * whole.weeks.length, (series + 1) * whole.weeks.length - keep);
  return { ...whole, units };
}

describe.each(fittedMembers)('member %s', (name) => {
  it('forecasts the rows the baseline does, finite and not below zero', async () => {
    const member = await fit(name, taskOf(panel));
    const forecast = member.predict(panel, cutoffIndex);
    const baseline = baselineForecast(panel, panel.items, cutoffIndex, 3);
    expect(member.name).toBe(name);
    expect([...forecast.seriesIndex]).toEqual([...baseline.seriesIndex]);
    expect([...forecast.step]).toEqual([...baseline.step]);
    for (const value of forecast.values) {
      expect(Number.isFinite(value)).toBe(true);
      expect(value).toBeGreaterThanOrEqual(0);
    }
  });

  it('does the same again, byte by byte', async () => {
    const first = (await fit(name, taskOf(panel))).toFiles();
    const second = (await fit(name, taskOf(panel))).toFiles();
    expect([...first.keys()]).toEqual(['member.json', 'arrays.bin']);
    for (const [file, bytes] of first) expect(Buffer.compare(bytes, second.get(file)!)).toBe(0);
  });

  it('forecasts the same from its files', async () => {
    const member = await fit(name, taskOf(panel, { items: ['item-1'] }));
    const loaded = loadMember(member.toFiles());
    expect(loaded.name).toBe(name);
    expect(loaded.diagnostics).toEqual(JSON.parse(JSON.stringify(member.diagnostics)));
    expect(loaded.predict(panel, cutoffIndex)).toEqual(member.predict(panel, cutoffIndex));
    expect(loaded.toFiles()).toEqual(member.toFiles());
  });

  it('gives the baseline to a series with too little history', async () => {
    const thin = withoutHistory(panel, 2, 8);
    const member = await fit(name, taskOf(thin));
    const forecast = member.predict(thin, cutoffIndex).values.slice(6, 9);
    const baseline = baselineForecast(thin, panel.items, cutoffIndex, 3).values.slice(6, 9);
    expect([...forecast]).toEqual([...baseline]);
  });

  it('takes stores it never saw', async () => {
    const member = await fit(name, taskOf(panel, { items: ['item-0'] }));
    const later: Panel = { ...panel, stores: ['store-0', 'store-1', 'new'] };
    const forecast = member.predict(later, cutoffIndex, ['item-0']);
    expect(forecast.byBaseline).toBeUndefined();
    expect(forecast.values.every(Number.isFinite)).toBe(true);
  });

  it('works without price, promotions, attributes and categories', async () => {
    const bare = panelOfUnits(
      Array.from({ length: 4 }, (_, s) => Array.from({ length: 40 }, (_, w) => (w * 7 + s * 3) % 11)),
      { cutoffIndex: 36 },
    );
    const forecast = (await fit(name, taskOf(bare))).predict(bare, 36);
    expect(forecast.values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('refuses a segment without history and a horizon below one week', async () => {
    await expect(fit(name, taskOf(panelOfUnits([[1, 2, 3]])))).rejects.toThrow(NoTrainingRowsError);
    await expect(fit(name, taskOf(panel, { horizonWeeks: 0 }))).rejects.toThrow(InvalidOptionError);
  });

  it('reports how far it is, and stops when asked to', async () => {
    const reports: FitProgress[] = [];
    await fit(name, taskOf(panel), { progress: (report) => reports.push(report) });
    expect(reports.map(({ epoch }) => epoch)).toEqual(Array.from(reports, (_, i) => i + 1));
    expect(reports.at(-1)!.epoch).toBe(reports[0]!.epochs);
    const controller = new AbortController();
    const progress = () => controller.abort(new Error('asked to'));
    await expect(fit(name, taskOf(panel), { progress, signal: controller.signal })).rejects.toThrow('asked to');
  });
});

it('fits the network only with a trainer', async () => {
  await expect(fitMember('network', taskOf(panel))).rejects.toThrow(TrainerMissingError);
});

it('pools items with fewer than 60 rows', async () => {
  // Item 1 has 15 weeks of history in each store: 15 rows, 14 and 13 less eight weeks' wait, far below 60.
  let thin = panel;
  for (const series of [1, 3, 5]) thin = withoutHistory(thin, series, 4 + 15);
  const { diagnostics } = await fit('lasso', taskOf(thin));
  expect(Object.keys(diagnostics['regressions'] as object)).toEqual(['item-0', '(pooled)']);
});

it('reports how the LASSO was calibrated', async () => {
  const { diagnostics } = await fit('lasso', taskOf(panel));
  expect(diagnostics['calibration']).toMatchObject({
    items: { aim: 'balanced', basis: 'held-out and training', errorsOn: 'held-out' },
    pooled: null,
  });
});

it('reports which columns move the LASSO, as a person reads them', async () => {
  const { diagnostics } = await fit('lasso', taskOf(panel));
  const regressions = diagnostics['regressions'] as Record<string, { topCoefficients: { inWords: string }[] }>;
  const words = regressions['item-0']!.topCoefficients.map(({ inWords }) => inWords);
  expect(words.length).toBeLessThanOrEqual(10);
  // Stores sell 1 : 2 : 3, and a deal triples sales.
  expect(words[0]).toMatch(/^in store-0: −5\d% units$/);
  expect(words[1]).toMatch(/^promotion:deal up by one: \+1\d\d% units$/);
});

it('raises or lowers the LASSO with its aim', async () => {
  const volume = async (aim: LassoAim): Promise<number> => {
    const { parameters } = taskOf(panel);
    const task = taskOf(panel, { parameters: { ...parameters, lasso: { ...parameters.lasso, aim } } });
    const { values } = (await fit('lasso', task)).predict(panel, cutoffIndex);
    return values.reduce((sum, value) => sum + value, 0);
  };
  expect(await volume('mape')).toBeLessThan(await volume('unbiased'));
});

describe('loadMember', () => {
  const json = (content: unknown) => new TextEncoder().encode(JSON.stringify(content));

  it.each([
    ['no files', new Map<string, Uint8Array>()],
    ['text that is not JSON', new Map([['member.json', new Uint8Array([1])]])],
    ['another version', new Map([['member.json', json({ version: 9, arrays: [] })]])],
    [
      'arrays cut short',
      new Map([
        ['member.json', json({ version: 1, arrays: [{ name: 'a', bits: 64, length: 2 }] })],
        ['arrays.bin', new Uint8Array(8)],
      ]),
    ],
    [
      'an unknown member',
      new Map([
        ['member.json', json({ version: 1, arrays: [], content: { member: 'oracle' } })],
        ['arrays.bin', new Uint8Array()],
      ]),
    ],
  ])('refuses %s', (_, files) => {
    expect(() => loadMember(files)).toThrow(MemberFilesError);
  });
});

describe('an item the fit never saw', () => {
  const items = ['item-0', 'item-1'];

  it('gets the baseline from the LASSO, and a forecast from the network, which the ensemble takes', async () => {
    const task = taskOf(panel, { items: ['item-0'] });
    const lasso = (await fit('lasso', task)).predict(panel, cutoffIndex, items);
    const network = (await fit('network', task)).predict(panel, cutoffIndex, items);
    const baseline = baselineForecast(panel, items, cutoffIndex, 3);
    expect([...lasso.byBaseline!]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1]);
    expect([...lasso.values.slice(3, 6)]).toEqual([...baseline.values.slice(3, 6)]);
    expect(network.byBaseline).toBeUndefined();
    const model = fitEnsemble(makeBacktest());
    const { ensemble } = applyEnsemble(model, { lasso, network });
    expect(ensemble[3]).toBeCloseTo(network.values[3]!, 9);
    expect(ensemble[0]).not.toBeCloseTo(network.values[0]!, 9);
  });
});
