import { lossOf } from '../../contracts/aim.ts';
import type { NetworkPreset } from '../../contracts/project.ts';
import { networkPresets } from '../../contracts/project.ts';
import { fitFeatures } from '../features/feature-model.ts';
import { selectRows, trainingRows } from '../features/feature-rows.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import { fitScaling } from '../features/scaling.ts';
import { seriesOfItems } from '../member-forecast.ts';
import type { FitHooks, MemberTask } from '../member-types.ts';
import { measure } from '../metrics.ts';
import { hash32 } from '../random.ts';
import { fitNetworks } from './fit-networks.ts';
import { forward } from './forward.ts';
import { fitInputModel, networkInputs } from './network-inputs.ts';
import type { PresetChoice, PresetTrial } from './preset-choice.ts';
import { settingsOf } from './presets.ts';
import { tableSource } from './row-source.ts';
import { networkShape } from './network-shape.ts';
import type { NetworkTrainer } from './trainer.ts';

/** What stands where nothing speaks for another. */
const defaultPreset: NetworkPreset = 'erratic';
/** Last weeks held out. */
const heldOutWeeks = 8;
/** Weeks that must be left to train on. */
const minimumTrainingWeeks = 30;
/** How much smaller, relative, another preset's score must be: eight weeks of one segment cannot tell less from noise. */
const clearlyBetter = 0.03;
/** It must be smaller in more than this share of the held-out weeks, too: one odd week decides nothing. */
const shareOfWeeks = 1 / 2;
/** Rows a trial trains on at most; more series of the same weeks tell little more. */
const maxTrialRows = 12_000;

/**
 * Chooses a preset by a time-ordered backtest: each is trained, from its first view alone and on a sample of the series, on
 * the weeks up to eight before the cutoff, and forecasts those eight. Weeks after the task's cutoff have no influence.
 */
export async function choosePreset(
  task: MemberTask,
  trainer: NetworkTrainer,
  signal: FitHooks['signal'],
): Promise<PresetChoice> {
  const { network } = task.parameters;
  const given = network.preset === 'auto' ? task.preset : network.preset;
  if (isPreset(given)) return { preset: given, reason: 'given', trials: [] };
  const trainUntil = task.cutoffIndex - heldOutWeeks;
  if (trainUntil + 1 < minimumTrainingWeeks) {
    return { preset: defaultPreset, reason: 'too little history', trials: [] };
  }
  const { panel, items, cutoffIndex, horizonWeeks } = task;
  const model = fitFeatures(panel, trainUntil, task.features);
  const rows = trainingRows(model, panel, items, cutoffIndex, horizonWeeks, sampledSeries(task));
  const all = Int32Array.from(rows.series.keys());
  const train = selectRows(
    rows,
    all.filter((row) => rows.cutoff[row]! + rows.step[row]! <= trainUntil),
  );
  const heldOut = selectRows(
    rows,
    all.filter((row) => rows.cutoff[row]! >= trainUntil),
  );
  if (train.series.length === 0 || heldOut.series.length === 0) {
    return { preset: defaultPreset, reason: 'too little history', trials: [] };
  }
  const trials: PresetTrial[] = [];
  for (const preset of networkPresets) trials.push(await tryPreset(preset, task, train, heldOut, trainer, signal));
  return { ...decide(trials), trials };
}

/** The preset with the least score; the default one unless that is clearly better. */
export function decide(trials: readonly PresetTrial[]): Pick<PresetChoice, 'preset' | 'reason'> {
  const standing = trials.find(({ preset }) => preset === defaultPreset)!;
  const best = trials.reduce((least, trial) => (trial.score < least.score ? trial : least));
  if (best === standing) return { preset: defaultPreset, reason: 'least error' };
  const wonWeeks = best.weekScores.filter((score, week) => score < standing.weekScores[week]!).length;
  const clear =
    best.score < (1 - clearlyBetter) * standing.score && wonWeeks > shareOfWeeks * standing.weekScores.length;
  return clear
    ? { preset: best.preset, reason: 'least error' }
    : { preset: defaultPreset, reason: 'not clearly worse than the least' };
}

async function tryPreset(
  preset: NetworkPreset,
  task: MemberTask,
  train: FeatureRows,
  heldOut: FeatureRows,
  trainer: NetworkTrainer,
  signal: FitHooks['signal'],
): Promise<PresetTrial> {
  const { panel, items, parameters, seed, aim = 'balanced' } = task;
  const full = settingsOf(parameters.network, preset);
  const view = full.views[0]!;
  const scaling = fitScaling(train.values, train.columns.length);
  const inputs = fitInputModel(train.columns, scaling, panel, items);
  const shape = networkShape(inputs, train.columns.length, full);
  // As many steps as on all rows, so that a preset that learns slowly isn't at a disadvantage.
  const share = Math.min(1, maxTrialRows / rowsOfAll(task));
  const batchSize = Math.max(64, Math.round(full.batchSize * share));
  const settings = { ...full, batchSize, views: [view], seedsPerView: 1, earlyStopping: undefined };
  const [network] = await fitNetworks(
    trainer,
    { panel, rows: tableSource(train, settings), inputs, shape },
    settings,
    seed,
    signal ? { signal } : {},
  );
  const forecast = forward(shape, network!.weights, networkInputs(inputs, heldOut, panel, view));
  const actual = heldOut.target.map(Math.expm1);
  const units = forecast.map((value) => Math.max(0, Math.expm1(value)));
  const figures = (rows: readonly number[]) =>
    measure(
      rows.map((row) => actual[row]!),
      rows.map((row) => units[row]!),
    );
  const { mape, wape } = figures([...actual.keys()]);
  const byWeek = Map.groupBy(actual.keys(), (row) => heldOut.cutoff[row]! + heldOut.step[row]!);
  const weekScores = [...byWeek].sort(([a], [b]) => a - b).map(([, rows]) => lossOf(figures(rows), aim) ?? 0);
  return { preset, mape, wape, score: lossOf({ mape, wape }, aim) ?? 0, weekScores };
}

/** A sample of the items' series, all weeks of each; the same in every run. */
function sampledSeries(task: MemberTask): Int32Array {
  const { panel, items } = task;
  const every = Math.max(1, Math.ceil(rowsOfAll(task) / maxTrialRows));
  return seriesOfItems(panel, items).filter((series) => {
    const name = `${panel.stores[panel.seriesStore[series]!]!}/${panel.items[panel.seriesItem[series]!]!}`;
    return (hash32(name) >>> 0) % every === 0;
  });
}

/** About how many training rows the task has. */
function rowsOfAll({ panel, items, cutoffIndex, horizonWeeks }: MemberTask): number {
  return seriesOfItems(panel, items).length * (cutoffIndex + 1) * horizonWeeks;
}

function isPreset(name: string | undefined): name is NetworkPreset {
  return networkPresets.some((preset) => preset === name);
}
