import { expect, it } from 'vitest';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { rowsPerTargetWeek, trainingSpace } from '../../../src/forecasting/features/row-space.ts';
import { distinctTargetWeeks, rowSource } from '../../../src/forecasting/network/row-source.ts';
import { fit, taskOf } from '../fit.ts';
import { panelOfUnits } from '../make-panel.ts';

/** 3,000 series, a horizon of 13 weeks: 4.2 million rows. */
const weeks = 130;
const horizonWeeks = 13;
const panel = panelOfUnits(
  Array.from({ length: 3000 }, (_, s) => Array.from({ length: weeks }, (_, w) => 5 + ((s * 7 + w * 11) % 23))),
  { items: 10 },
);
/** The eighth week is the first cutoff, so the ninth is the first target. */
const targetWeeks = weeks - 8;

it('has every target week in the Gram matrices of the LASSO', async () => {
  const { diagnostics } = await fit('lasso', taskOf(panel, { horizonWeeks }));
  expect(diagnostics).toMatchObject({ trainingRows: 4_524_000, targetWeeks, weeksUsed: targetWeeks });
  const { regressions } = diagnostics as { regressions: Record<string, { rows: number }> };
  expect(regressions['item-0']!.rows).toBe(452_400);
});

it('has every target week in every draw of the network', () => {
  const space = trainingSpace(fitFeatures(panel, weeks - 1), panel, panel.items, weeks - 1, horizonWeeks);
  expect(space.rows).toBe(4_524_000);
  const source = rowSource(space, { earlyStopping: undefined });
  const perWeek = rowsPerTargetWeek(space);
  for (const epoch of [1, 2]) {
    const rows = source.learned(epoch, 1);
    expect(rows.step.length).toBeLessThanOrEqual(131_072);
    expect(distinctTargetWeeks(rows)).toBe(targetWeeks);
    const first = rows.cutoff.filter((cutoff, row) => cutoff + rows.step[row]! === 20).length;
    expect(first / rows.step.length).toBeCloseTo(perWeek[20]! / space.rows, 4);
  }
  expect(source.learned(1, 1)).toEqual(source.learned(1, 1));
  expect(source.learned(1, 1).cutoff).not.toEqual(source.learned(2, 1).cutoff);
});

it('learns from all rows in every epoch of the network where there are no more than 300,000', () => {
  const few = panelOfUnits(
    Array.from({ length: 600 }, (_, s) => Array.from({ length: weeks }, (_, w) => 5 + ((s * 7 + w * 11) % 23))),
    { items: 10 },
  );
  const space = trainingSpace(fitFeatures(few, weeks - 1), few, few.items, weeks - 1, 3);
  // 122 target weeks; the first two are targets of one and of two cutoffs.
  expect(space.rows).toBe(600 * (1 + 2 + 120 * 3));
  const source = rowSource(space, { earlyStopping: undefined });
  expect(source.constant).toBe(true);
  expect(source.learned(1, 1).position).toHaveLength(space.rows);
});
