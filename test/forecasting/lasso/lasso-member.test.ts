import { describe, expect, it } from 'vitest';
import { fitMember } from '../../../src/forecasting/index.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import { taskOf } from '../fit.ts';
import { makePanel, panelOfUnits } from '../make-panel.ts';

async function forecast(panel: Panel): Promise<{ values: Float64Array; diagnostics: Record<string, unknown> }> {
  const member = await fitMember('lasso', taskOf(panel));
  return { values: member.predict(panel, panel.cutoffIndex).values, diagnostics: { ...member.diagnostics } };
}

function withColumn(name: string, value: (cell: number) => number, panel = makePanel()): Panel {
  const values = Float64Array.from(panel.units, (_, cell) => value(cell));
  return { ...panel, knownAhead: { ...panel.knownAhead, [name]: values } };
}

const weeks = Array.from({ length: 60 }, (_, w) => w);

describe('awkward panels', () => {
  const plain = makePanel();
  const { price, temperature } = plain.knownAhead as Record<string, Float64Array>;

  it.each<[string, Panel]>([
    ['a constant column', withColumn('temperature', () => 20)],
    ['a column twice', withColumn('again', (cell) => temperature![cell]!)],
    ['a column that is a multiple of another', withColumn('again', (cell) => -1e6 * temperature![cell]!)],
    ['a price that never changes', withColumn('price', () => 2)],
    ['a column without a value', withColumn('temperature', () => Number.NaN)],
    ['infinities in a column', withColumn('temperature', (cell) => (cell % 7 === 0 ? Infinity : temperature![cell]!))],
    ['prices of nothing and less', withColumn('price', (cell) => (cell % 9 === 0 ? -cell : price![cell]!))],
    ['a column on a huge scale', withColumn('temperature', (cell) => 1e30 * temperature![cell]!)],
    ['one series', panelOfUnits([weeks.map((w) => 5 + ((w * 7) % 11))], { cutoffIndex: 55 })],
    ['huge units', panelOfUnits([weeks.map((w) => 1e9 * (5 + ((w * 7) % 11)))], { cutoffIndex: 55 })],
    ['a series that explodes', panelOfUnits([weeks.map((w) => 2 ** w)], { cutoffIndex: 55 })],
  ])('forecasts from %s', async (_, panel) => {
    const { values } = await forecast(panel);
    expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    expect(values.some((value) => value > 0)).toBe(true);
  });

  it('forecasts nothing where nothing was ever sold', async () => {
    const { values, diagnostics } = await forecast(panelOfUnits([weeks.map(() => 0)], { cutoffIndex: 55 }));
    expect([...values]).toEqual([0, 0, 0]);
    expect(diagnostics['calibration']).toMatchObject({ items: { shift: 0, atShift: { mape: null, wape: null } } });
  });

  it('records that it had no weeks to hold out, and fits all the same', async () => {
    // Nine weeks: one training row, from the eighth week to the ninth.
    const { values, diagnostics } = await forecast(panelOfUnits([[3, 5, 4, 6, 3, 5, 4, 6, 5]]));
    expect(values.every((value) => Number.isFinite(value) && value > 0)).toBe(true);
    expect(diagnostics).toMatchObject({
      trainingRows: 1,
      regressions: { '(pooled)': { rows: 1, nonZero: 0, validationErrors: [] } },
      calibration: { items: null, pooled: { basis: 'training', errorsOn: 'training' } },
    });
  });
});

it('says how much a series scatters, from which intervals take their width', async () => {
  // Six quiet series and six that scatter five times as much.
  const random = randomStream(3, 'scatter');
  const units = Array.from({ length: 12 }, (_, s) =>
    Array.from({ length: 60 }, () => Math.round(200 * Math.exp((s < 6 ? 0.06 : 0.3) * (6 * (random() - 0.5))))),
  );
  const panel = panelOfUnits(units, { items: 1 });
  const member = await fitMember('lasso', taskOf(panel));
  const { variance, seriesIndex } = member.predict(panel, panel.cutoffIndex);
  const meanOf = (noisy: boolean) => {
    const own = [...variance!].filter((_, row) => seriesIndex[row]! >= 6 === noisy);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };
  expect(meanOf(true) / meanOf(false)).toBeGreaterThan(5);
});
