import { describe, expect, it } from 'vitest';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { columnIndex, scoringRows, trainingRows } from '../../../src/forecasting/features/feature-rows.ts';
import { fitScaling } from '../../../src/forecasting/features/scaling.ts';
import { fitInputModel, networkInputs } from '../../../src/forecasting/network/network-inputs.ts';
import { makePanel, missing } from '../make-panel.ts';

const panel = makePanel({ items: 3 });
const features = fitFeatures(panel, panel.cutoffIndex);
const rows = trainingRows(features, panel, ['item-1', 'item-2'], panel.cutoffIndex, 2);
const scaling = fitScaling(rows.values, rows.columns.length);
const model = fitInputModel(rows.columns, scaling, panel, ['item-1', 'item-2']);

describe('networkInputs', () => {
  it('embeds stores, the segment’s items and their categories', () => {
    expect(model.vocabularies).toEqual([
      { name: 'store', labels: ['store-0', 'store-1', 'store-2'] },
      { name: 'item', labels: ['item-1', 'item-2'] },
      { name: 'brand', labels: ['brand-1', 'brand-0'] },
    ]);
  });

  it('gives unseen stores and items index 0', () => {
    const later = { ...panel, stores: ['new', 'store-1', 'store-2'] };
    const scoring = scoringRows(features, later, panel.items, panel.cutoffIndex, 1);
    const [store, item] = networkInputs(model, scoring, later, 'long-level').categories;
    expect([...store!]).toEqual([0, 0, 0, 2, 2, 2, 3, 3, 3]);
    expect([...item!]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
  });

  it('scales and clips features and store attributes', () => {
    const { numeric } = networkInputs(model, rows, panel, 'long-level');
    const width = rows.columns.length + 1;
    expect(numeric.every((value) => Math.abs(value) <= 5)).toBe(true);
    // Incomes of 10, 11, 12: the first is 1.22 deviations below the mean.
    expect(numeric[width - 1]).toBeCloseTo(-Math.sqrt(1.5), 5);
  });

  it('offers a missing store attribute as the mean', () => {
    const patchy = { ...panel, storeAttributes: { income: Float64Array.of(missing, 11, 13) } };
    const { numeric } = networkInputs(
      fitInputModel(rows.columns, scaling, patchy, panel.items),
      rows,
      patchy,
      'long-level',
    );
    expect(numeric[rows.columns.length]).toBe(0);
  });

  it('has an offset per view', () => {
    const at = (name: string, row: number) => rows.values[row * rows.columns.length + columnIndex(rows.columns, name)]!;
    expect(networkInputs(model, rows, panel, 'long-level').offset[7]).toBe(at('units-mean-26', 7));
    expect(networkInputs(model, rows, panel, 'driver-effect').offset[7]).toBeCloseTo(
      at('level', 7) + at('eff', 7) + 0.5 * at('residual-mean-8', 7),
      6,
    );
  });
});
