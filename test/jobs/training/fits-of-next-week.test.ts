import { expect, test } from 'vitest';
import type { PresetChoice } from '../../../src/contracts/preset-choice.ts';
import { fittedMembers } from '../../../src/contracts/segment.ts';
import { addWeeks, type Week } from '../../../src/contracts/week.ts';
import { windowCutoffs } from '../../../src/forecasting/index.ts';
import type { NetworkTrainer } from '../../../src/forecasting/network/trainer.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { KeptValues } from '../../../src/jobs/kept-values.ts';
import { planFits } from '../../../src/jobs/training/fit-plan.ts';
import { trainMemberJob } from '../../../src/jobs/training/train-member.ts';
import { getJson } from '../../../src/ports/json-artifacts.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

/** Leaves networks as they start: what is tested is which of them are asked for. */
const trainer: NetworkTrainer = {
  train: ({ initial }) => Promise.resolve({ weights: initial, losses: [], validationLosses: [] }),
};

test.each(fittedMembers)(
  'the cycle of the next week fits %s at its cutoff, and finds the fits of its backtest done',
  async (member) => {
    const { project: loaded, ports, files } = await loadedSmallProject();
    const { members } = loaded.resolved;
    const network = { ...members.network, preset: 'auto' as const };
    const project = { ...loaded, resolved: { ...loaded.resolved, members: { ...members, network } } };
    const sources = await ingestAll(ports, project);
    const kept = new KeptValues(2 ** 20);
    const context = { ...ports, project, trainer, kept, progress: () => undefined };
    const train = async (cutoff: Week) => {
      const { summary } = await snapshotDatasetJob({ region: 'north', cutoff, sources }, context);
      const trained = await trainMemberJob(
        {
          ...{ environment: 'dev', cycleId: 'cycle/1', cutoff, member },
          dataset: { version: summary.version, manifest: summary.manifest },
          assessment: { data: summary.segments[0]!, findings: [], retrain: true, reason: 'requested' },
        },
        context,
      );
      return { ...trained, datasetVersion: summary.version };
    };
    const fits = () => Array.fromAsync(ports.store.listPointers('fits'));
    const fittedWeeks = () => {
      const { backtest, horizonWeeks } = project.resolved;
      const weeks = Array.from({ length: 40 }, (_, w) => addWeeks(files.cutoff, w - 39));
      return last.flatMap((cutoff) => {
        const { cutoffIndices } = windowCutoffs(weeks.indexOf(cutoff), backtest, horizonWeeks);
        return [cutoff, ...planFits(weeks, cutoffIndices, backtest).map(({ cutoffIndex }) => weeks[cutoffIndex]!)];
      });
    };
    const last = [-10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0].map((weeks) => addWeeks(files.cutoff, weeks));
    const trained = [];
    for (const cutoff of last) trained.push(await train(cutoff));
    expect(kept.bytes).toBeGreaterThan(0);
    expect(new Set(trained.map(({ datasetVersion }) => datasetVersion)).size).toBe(last.length);
    // One fit for each week the grid has among the weeks before the windows, and a final fit for each cutoff.
    const cutoffs = new Set(fittedWeeks());
    expect((await fits()).length, [...cutoffs].join()).toBe(cutoffs.size);
    // Every week has forecasts of its own windows and a final fit of its own.
    for (const { windows } of trained) expect(windows).toHaveLength(2);
    expect(new Set(trained.map((one) => JSON.stringify(one.files))).size).toBe(last.length);
    // The same week again fits nothing.
    const again = await train(files.cutoff);
    expect(again).toMatchObject({ files: trained.at(-1)!.files, windows: trained.at(-1)!.windows });
    expect(again.reusedFits).toBeGreaterThanOrEqual(2);
    // What was tried for the preset is kept with the model, also where an earlier run had tried it.
    expect(again.presetChoice).toEqual(trained.at(-1)!.presetChoice);
    const choice = again.presetChoice && (await getJson<PresetChoice>(ports.store, again.presetChoice));
    expect(choice).toEqual(
      member === 'network' ? { preset: 'erratic', reason: 'too little history', trials: [] } : undefined,
    );
  },
);
