import { describe, expect, it } from 'vitest';
import { networkPresets } from '../../../src/contracts/project.ts';
import { decide, judgeTrial } from '../../../src/forecasting/network/choose-preset.ts';
import type { PresetChoice } from '../../../src/contracts/preset-choice.ts';
import { fit, taskOf } from '../fit.ts';
import { makePanel } from '../make-panel.ts';

const trial = (preset: (typeof networkPresets)[number], score: number, weekScores = [score, score, score]) => ({
  preset,
  mape: score,
  wape: score,
  score,
  weekScores,
});

describe('decide', () => {
  it('takes the default preset unless another is clearly better', () => {
    const near = [trial('erratic', 0.3), trial('mixed', 0.295), trial('steady', 0.4)];
    expect(decide(near)).toEqual({ preset: 'erratic', reason: 'not clearly worse than the least' });
    const clear = [trial('erratic', 0.3), trial('mixed', 0.28), trial('steady', 0.25)];
    expect(decide(clear)).toEqual({ preset: 'steady', reason: 'least error' });
    expect(decide([trial('erratic', 0.2), trial('mixed', 0.3)])).toEqual({ preset: 'erratic', reason: 'least error' });
  });

  it('is not swayed by one odd week', () => {
    const odd = [trial('erratic', 0.3, [0.2, 0.2, 0.5]), trial('steady', 0.2, [0.21, 0.21, 0.1])];
    expect(decide(odd).preset).toBe('erratic');
  });
});

describe('judgeTrial', () => {
  it('lets a row near zero decide nothing', () => {
    const actual = Float64Array.from([0.01, 100, 100, 100, 100, 100]);
    const weeks = Int32Array.from([1, 1, 1, 2, 2, 2]);
    // One misses the row that sells next to nothing by 10 units, the other every other row by 20%.
    const near = judgeTrial(actual, Float64Array.from([10, 100, 100, 100, 100, 100]), weeks, 'mape');
    const far = judgeTrial(actual, Float64Array.from([0.01, 120, 120, 120, 120, 120]), weeks, 'mape');
    expect(near.mape).toBeGreaterThan(100);
    expect(near.score).toBeLessThan(0.2);
    expect(far.score).toBeGreaterThan(near.score * 0.9);
    expect(near.weekScores).toHaveLength(2);
  });
});

describe('the preset of a fit', () => {
  const choiceOf = async (...args: Parameters<typeof taskOf>) =>
    (await fit('network', taskOf(...args))).diagnostics['preset'] as PresetChoice;

  it('is chosen among all of them, and recorded with what each was worth', async () => {
    const choice = await choiceOf(makePanel());
    expect(choice.trials.map(({ preset }) => preset)).toEqual([...networkPresets]);
    expect(choice.trials.every(({ score }) => score > 0 && Number.isFinite(score))).toBe(true);
    expect(decide(choice.trials)).toEqual({ preset: choice.preset, reason: choice.reason });
  });

  it('owes nothing to weeks after the cutoff', async () => {
    const panel = makePanel();
    const later = { ...panel, units: panel.units.map((units, i) => (i % 60 > 50 ? 1000 : units)) };
    const early = { cutoffIndex: 50 };
    expect(await choiceOf(later, early)).toEqual(await choiceOf(panel, early));
  });

  it('is the one given, by the task or, before it, by the parameters', async () => {
    const panel = makePanel();
    const { parameters } = taskOf(panel);
    expect(await choiceOf(panel, { preset: 'steady' })).toEqual({ preset: 'steady', reason: 'given', trials: [] });
    const mixed = { ...parameters, network: { ...parameters.network, preset: 'mixed' as const } };
    expect(await choiceOf(panel, { preset: 'steady', parameters: mixed })).toMatchObject({ preset: 'mixed' });
  });

  it('is the default one where history is short', async () => {
    const choice = await choiceOf(makePanel({ weeks: 34, cutoffIndex: 30 }));
    expect(choice).toEqual({ preset: 'erratic', reason: 'too little history', trials: [] });
  });
});
