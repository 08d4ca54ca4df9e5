import { describe, expect, it } from 'vitest';
import type { TreesParameters } from '../../../src/contracts/project.ts';
import { fitMember, loadMember, MemberFilesError } from '../../../src/forecasting/index.ts';
import type { MemberTask, Panel } from '../../../src/forecasting/index.ts';
import { scoringRowsOf } from '../../../src/forecasting/features/feature-rows.ts';
import { unpackMember } from '../../../src/forecasting/member-files.ts';
import { readTreesState } from '../../../src/forecasting/trees/trees-files.ts';
import type { TreesContent } from '../../../src/forecasting/trees/trees-files.ts';
import { treesLogUnits } from '../../../src/forecasting/trees/trees-member.ts';
import type { TreesState } from '../../../src/forecasting/trees/trees-state.ts';
import { taskOf } from '../fit.ts';
import { makePanel, panelOfUnits } from '../make-panel.ts';

const panel = makePanel({ stores: 4, items: 3, weeks: 90 });
const { cutoffIndex } = panel;

function taskWith(trees: Partial<TreesParameters>, of: Panel = panel): MemberTask {
  const task = taskOf(of);
  return { ...task, parameters: { ...task.parameters, trees: { ...task.parameters.trees, ...trees } } };
}

const twice = (value: number): number => 2 * value;

const lossesOf = (diagnostics: Readonly<Record<string, unknown>>): readonly number[] =>
  (diagnostics['trees'] as { readonly losses: readonly number[] }).losses;

describe('boosted trees', () => {
  it('make the error they aim at smaller with every tree', async () => {
    const losses = lossesOf((await fitMember('trees', taskWith({ trees: 40 }))).diagnostics);
    expect(losses.length).toBe(2 * 40);
    for (const ofView of [losses.slice(0, 40), losses.slice(40)]) {
      ofView.forEach((loss, i) =>
        expect(loss).toBeLessThanOrEqual((ofView[i - 1] ?? Number.POSITIVE_INFINITY) + 1e-12),
      );
      expect(ofView.at(-1)).toBeLessThan(0.9 * ofView[0]!);
    }
  });

  it('continue from a checkpoint to the same bytes', async () => {
    const checkpoints: ReadonlyMap<string, Uint8Array>[] = [];
    const whole = await fitMember('trees', taskWith({}), {
      onCheckpoint: (take) => {
        checkpoints.push(take());
        return Promise.resolve();
      },
    });
    expect(checkpoints.length).toBe(2 * 12 - 1);
    // The twelfth is between the views.
    for (const at of [0, 6, 11, 15]) {
      const reached: number[] = [];
      const progress = ({ epoch }: { readonly epoch: number }): void => void reached.push(epoch);
      const resumed = await fitMember('trees', taskWith({}), { resumeFrom: checkpoints[at]!, progress });
      expect(reached[0]).toBe(at + 2);
      expect(resumed.toFiles()).toEqual(whole.toFiles());
    }
    await expect(fitMember('trees', taskWith({}), { resumeFrom: whole.toFiles() })).rejects.toThrow(MemberFilesError);
  });

  it('are others with another seed', async () => {
    const first = await fitMember('trees', taskWith({}));
    const other = await fitMember('trees', { ...taskWith({}), seed: 2 });
    expect(other.predict(panel, cutoffIndex).values).not.toEqual(first.predict(panel, cutoffIndex).values);
  });

  it('are the mean, in logs, of trees from two starting points', async () => {
    const member = await fitMember('trees', taskWith({ trees: 3 }));
    const files = unpackMember(member.toFiles());
    const state = readTreesState(files.content as TreesContent, files);
    const [rows] = scoringRowsOf(state.features, panel, [{ cutoffIndex, items: state.items }], state.horizonWeeks);
    const logUnits = (of: TreesState) => treesLogUnits(of, rows!, panel);
    const ofView = (view: number) =>
      logUnits({
        ...state,
        views: [state.views[view]!],
        trees: state.trees.slice(3 * view, 3 * view + 3).map((tree) => ({ ...tree, value: tree.value.map(twice) })),
      });
    const [first, second] = [ofView(0), ofView(1)];
    expect(first).not.toEqual(second);
    logUnits(state).forEach((value, row) => expect(value).toBeCloseTo((first[row]! + second[row]!) / 2, 10));
  });

  it('have no split in a segment with too few rows', async () => {
    const tiny = panelOfUnits([Array.from({ length: 30 }, (_, week) => 5 + (week % 3))], { cutoffIndex: 27 });
    const member = await fitMember('trees', taskWith({ minLeafRows: 200 }, tiny));
    expect(member.diagnostics['trees']).toMatchObject({ gainShares: {} });
    for (const value of member.predict(tiny, 27).values) {
      expect(value).toBeGreaterThan(2);
      expect(value).toBeLessThan(10);
    }
  });

  it('find what drives sales beyond what they start from', async () => {
    // In one of the stores a deal does nothing: no column says so, only store and deal together.
    const [nWeeks, deal] = [panel.weeks.length, panel.knownAhead['deal']!];
    const units = panel.units.map((value, cell) => {
      const store = panel.seriesStore[Math.floor(cell / nWeeks)]!;
      return store === 3 && deal[cell] === 1 ? Math.round(value / 5) : value;
    });
    const { diagnostics } = await fitMember('trees', taskWith({ trees: 60, columnShare: 1 }, { ...panel, units }));
    const losses = lossesOf(diagnostics);
    expect(losses[59]).toBeLessThan(0.75 * losses[0]!);
    const { gainShares } = diagnostics['trees'] as { readonly gainShares: Readonly<Record<string, number>> };
    expect(Object.values(gainShares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('forecast a store, an item and attributes that they never saw', async () => {
    const member = loadMember((await fitMember('trees', { ...taskWith({}), items: ['item-0', 'item-1'] })).toFiles());
    const strange: Panel = {
      ...panel,
      stores: ['a', 'b', 'c', 'd'],
      storeAttributes: { income: new Float64Array(4).fill(Number.NaN) },
      itemCategories: { brand: ['x', 'y', 'z'] },
    };
    const { values, byBaseline } = member.predict(strange, cutoffIndex, panel.items);
    expect(byBaseline).toBeUndefined();
    for (const value of values) expect(Number.isFinite(value) && value >= 0).toBe(true);
  });

  it('learn from a share of many rows, another one for each tree', async () => {
    const large = makePanel({ stores: 12, items: 12, weeks: 80 });
    const { diagnostics } = await fitMember('trees', taskWith({ trees: 2 }, large));
    expect(diagnostics['trainingRows']).toBeGreaterThan(20_000);
    expect(diagnostics['rowsPerTree']).toBe(20_000);
    expect(diagnostics['weeksUsed']).toBe(diagnostics['targetWeeks']);
  });
});
