import { lossOf } from '../../contracts/aim.ts';
import type { Aim, NetworkPreset } from '../../contracts/project.ts';
import { networkPresets } from '../../contracts/project.ts';
import { NoTrainingRowsError } from '../errors.ts';
import { fitFeatures } from '../features/feature-model.ts';
import { rowsAt, selectRows } from '../features/feature-rows.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import type { RowPlaces } from '../features/assemble.ts';
import { drawRows } from '../features/row-places.ts';
import { trainingSpace } from '../features/row-space.ts';
import type { RowSpace } from '../features/row-space.ts';
import { spaceScaling } from '../features/space-scaling.ts';
import { seriesOfItems } from '../member-forecast.ts';
import type { FitHooks, MemberTask } from '../member-types.ts';
import { mapeFloorOf } from '../mape-floor.ts';
import { measure } from '../metrics.ts';
import type { Panel } from '../panel.ts';
import { hash32, randomStream } from '../random.ts';
import { fitNetworks } from './fit-networks.ts';
import { forward } from './forward.ts';
import { fitInputModel, networkInputs } from './network-inputs.ts';
import type { PresetChoice, PresetTrial } from '../../contracts/preset-choice.ts';
import { settingsOf } from './presets.ts';
import type { RowSource } from './row-source.ts';
import { networkShape } from './network-shape.ts';
import type { NetworkTrainer } from './trainer.ts';

/** The choice where no evidence supports another. */
const defaultPreset: NetworkPreset = 'erratic';
/** Last weeks held out. */
const heldOutWeeks = 8;
/** Weeks that must be left to train on. */
const minimumTrainingWeeks = 30;
/** How much smaller, relative, another preset's score must be: eight weeks of one segment cannot tell less from noise. */
const clearlyBetter = 0.03;
/** It must be smaller in more than this share of the held-out weeks, too: one odd week decides nothing. */
const shareOfWeeks = 1 / 2;
/** Rows a trial trains on at most, drawn from all weeks; more rows of the same weeks tell little more. */
const maxTrialRows = 12_000;
/** Series they are drawn from at most. */
const maxTrialSeries = 400;

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
  const split = trialRows(task, trainUntil);
  if (!split) return { preset: defaultPreset, reason: 'too little history', trials: [] };
  const trials: PresetTrial[] = [];
  for (const preset of networkPresets) trials.push(await tryPreset(preset, task, split, trainer, signal));
  return { ...decide(trials), trials };
}

interface TrialRows {
  readonly space: RowSpace;
  /** Of the space. */
  readonly train: RowPlaces;
  /** With targets in the weeks after `trainUntil`, from cutoffs of those weeks. */
  readonly heldOut: FeatureRows;
}

/** The rows of a trial; undefined where there are none. What is learned from, and its scale, ends at `trainUntil`. */
function trialRows(task: MemberTask, trainUntil: number): TrialRows | undefined {
  const { panel, items, cutoffIndex, horizonWeeks } = task;
  const series = sampledSeries(task);
  const model = fitFeatures(panel, trainUntil, task.features, horizonWeeks);
  const spaceUntil = (cutoff: number) => trainingSpace(model, panel, items, cutoff, horizonWeeks, series);
  const random = randomStream(0, 'trial');
  try {
    const learned = spaceUntil(trainUntil);
    const later = spaceUntil(cutoffIndex);
    const train = drawRows(learned, maxTrialRows, random);
    const after = { from: trainUntil + 1, to: later.lastActualIndex };
    const drawn = rowsAt(later, drawRows(later, maxTrialRows, random, after));
    const rows = Int32Array.from(drawn.series.keys()).filter((row) => drawn.cutoff[row]! >= trainUntil);
    return rows.length === 0 ? undefined : { space: learned, train, heldOut: selectRows(drawn, rows) };
  } catch (error) {
    // A sample of a segment may have no series with enough history while the segment has some.
    if (error instanceof NoTrainingRowsError) return undefined;
    throw error;
  }
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
  { space, train, heldOut }: TrialRows,
  trainer: NetworkTrainer,
  signal: FitHooks['signal'],
): Promise<PresetTrial> {
  const { panel, items, parameters, seed, aim = 'balanced' } = task;
  const full = settingsOf(parameters.network, preset);
  const view = full.views[0]!;
  const scaling = spaceScaling(space, Int32Array.from(space.series.keys()));
  const inputs = fitInputModel(space.columns, scaling, panel, items);
  const shape = networkShape(inputs, space.columns.length, full);
  // As many steps as on all rows, so that a preset that learns slowly isn't at a disadvantage.
  const share = Math.min(1, maxTrialRows / rowsOfAll(task));
  const batchSize = Math.max(64, Math.round(full.batchSize * share));
  const settings = { ...full, batchSize, views: [view], seedsPerView: 1, earlyStopping: undefined };
  const [network] = await fitNetworks(
    trainer,
    { panel, space: copyOf(space), rows: onlyRows(train), inputs, shape },
    settings,
    seed,
    signal ? { signal } : {},
  );
  const forecast = forward(shape, network!.weights, networkInputs(inputs, heldOut, panel, view));
  const actual = heldOut.target.map(Math.expm1);
  const units = forecast.map((value) => Math.max(0, Math.expm1(value)));
  const targetWeek = heldOut.cutoff.map((cutoff, row) => cutoff + heldOut.step[row]!);
  return { preset, ...judgeTrial(actual, units, targetWeek, aim) };
}

/**
 * What forecasts of held-out rows are worth. Relative errors have the floor that gate and weights have, so that rows near zero choose no
 * preset.
 *
 * @param actual units, one per row
 * @param targetWeek index of the week of each row
 */
export function judgeTrial(
  actual: Float64Array,
  units: Float64Array,
  targetWeek: Int32Array,
  aim: Aim,
): Omit<PresetTrial, 'preset'> {
  const floor = mapeFloorOf(actual);
  const figures = (rows: readonly number[]) =>
    measure(
      rows.map((row) => actual[row]!),
      rows.map((row) => units[row]!),
      undefined,
      floor,
    );
  const all = figures([...actual.keys()]);
  const byWeek = Map.groupBy(actual.keys(), (row) => targetWeek[row]!);
  const weekScores = [...byWeek].sort(([a], [b]) => a - b).map(([, rows]) => lossOf(figures(rows), aim) ?? 0);
  return { mape: all.mape, wape: all.wape, score: lossOf(all, aim) ?? 0, weekScores };
}

/** Every preset scales the columns it is given. */
function copyOf(space: RowSpace): RowSpace {
  return { ...space, stored: space.stored.map((column) => ({ ...column, values: column.values.slice() })) };
}

function onlyRows(places: RowPlaces): RowSource {
  return { learned: () => places, constant: true, validation: null, lastTargetWeek: 0 };
}

/** A sample of the items' series; the same in every run. */
function sampledSeries({ panel, items }: MemberTask): Int32Array {
  const all = seriesOfItems(panel, items);
  if (all.length <= maxTrialSeries) return all;
  // The hashes of names are as good as random, and do not depend on which other series there are.
  const hashes = new Map(Array.from(all, (series) => [series, hash32(nameOf(panel, series)) >>> 0]));
  return all
    .toSorted((a, b) => hashes.get(a)! - hashes.get(b)! || a - b)
    .slice(0, maxTrialSeries)
    .sort();
}

function nameOf(panel: Panel, series: number): string {
  return `${panel.stores[panel.seriesStore[series]!]!}/${panel.items[panel.seriesItem[series]!]!}`;
}

/** About how many training rows the task has. */
function rowsOfAll({ panel, items, cutoffIndex, horizonWeeks }: MemberTask): number {
  return seriesOfItems(panel, items).length * (cutoffIndex + 1) * horizonWeeks;
}

function isPreset(name: string | undefined): name is NetworkPreset {
  return networkPresets.some((preset) => preset === name);
}
