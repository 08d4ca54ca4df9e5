import { TrainerMissingError } from '../errors.ts';
import { breathe } from '../event-loop.ts';
import { featureModelOf } from '../feature-model-of.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import type { RowsRead } from '../features/rows-read.ts';
import { describeSpace, trainingSpace } from '../features/row-space.ts';
import type { RowSpace } from '../features/row-space.ts';
import { spaceScaling } from '../features/space-scaling.ts';
import { finishForecast } from '../finish-forecast.ts';
import type { MemberForecast } from '../member-forecast.ts';
import type { FitHooks, FittedMember, MemberTask } from '../member-types.ts';
import type { Panel } from '../panel.ts';
import { stateMember } from '../state-member.ts';
import { choosePreset } from './choose-preset.ts';
import type { PresetChoice } from '../../contracts/preset-choice.ts';
import { checkpointFiles, readCheckpoint } from './fit-checkpoint.ts';
import { fitNetworks } from './fit-networks.ts';
import { forward } from './forward.ts';
import { networkFiles } from './network-files.ts';
import { fitInputModel, networkInputs } from './network-inputs.ts';
import { networkShape } from './network-shape.ts';
import type { NetworkState } from './network-state.ts';
import { settingsOf } from './presets.ts';
import { distinctTargetWeeks, rowSource } from './row-source.ts';

/**
 * Chooses a preset for a task, as a fit does to which none is given.
 *
 * @throws TrainerMissingError without `hooks.trainer`
 */
export async function chooseNetworkPreset(task: MemberTask, { trainer, signal }: FitHooks): Promise<PresetChoice> {
  if (!trainer) throw new TrainerMissingError();
  await breathe(signal);
  return choosePreset(task, trainer, signal);
}

/** A forecast may exceed the segment's largest observed week, but not by more than this in logs. */
const headroom = 1;

/**
 * Fits the network member: chooses a preset, then trains a network for each of its views and seeds on the same rows.
 *
 * @throws TrainerMissingError without `hooks.trainer`; NetworkDivergedError where a loss is not finite; MemberFilesError where
 *   `hooks.resumeFrom` is not a checkpoint
 */
export async function fitNetworkMember(task: MemberTask, hooks: FitHooks): Promise<FittedMember> {
  const { trainer, signal, progress, onCheckpoint } = hooks;
  if (!trainer) throw new TrainerMissingError();
  await breathe(signal);
  const resumed = hooks.resumeFrom && readCheckpoint(hooks.resumeFrom);
  const { panel, items, cutoffIndex, horizonWeeks } = task;
  const choice = resumed?.choice ?? (await choosePreset(task, trainer, signal));
  const settings = settingsOf(task.parameters.network, choice.preset);
  const features = hooks.featureModel ?? featureModelOf(task);
  const space = trainingSpace(features, panel, items, cutoffIndex, horizonWeeks);
  const scaling = spaceScaling(space, Int32Array.from(space.series.keys()));
  const inputs = fitInputModel(space.columns, scaling, panel, items);
  const shape = networkShape(inputs, space.columns.length, settings);
  const rows = rowSource(space, settings);
  const networks = await fitNetworks(trainer, { panel, space, rows, inputs, shape }, settings, task.seed, {
    onEpoch: async (take) => onCheckpoint?.(() => checkpointFiles(shape, { ...take(), choice })),
    ...(progress ? { progress } : {}),
    ...(signal ? { signal } : {}),
    ...(resumed ? { resumeFrom: resumed } : {}),
  });
  const ceiling = largestTarget(space) + headroom;
  const drawn = rows.learned(1, task.seed);
  const { dropout, embeddingWidth, embeddingDropout, logErrorShare } = settings;
  const diagnostics = {
    ...describeSpace(space, panel),
    weeksUsed: distinctTargetWeeks(drawn),
    draw: { rowsPerEpoch: drawn.position.length, everyRow: rows.constant },
    preset: choice,
    settings: { dropout, embeddingWidth, embeddingDropout, logErrorShare },
    networks: networks.map(({ view, losses, validationLosses }) => ({ view, losses, validationLosses })),
  };
  const { preset } = choice;
  return networkMember({ items, horizonWeeks, features, inputs, shape, preset, networks, ceiling, diagnostics });
}

function largestTarget({ logUnits, stepsTo }: RowSpace): number {
  return logUnits.reduce((largest, value, cell) => (stepsTo[cell]! > 0 ? Math.max(largest, value) : largest), 0);
}

/** A member that forecasts with a trained state. */
export function networkMember(state: NetworkState): FittedMember {
  return stateMember(state, { name: 'network', preset: state.preset, forecast: networkForecast, files: networkFiles });
}

/** The forecast of rows. */
export function networkForecast(
  state: NetworkState,
  { panel, cutoffIndex, rows }: Omit<RowsRead, 'grid'>,
): MemberForecast {
  return finishForecast(rows, networkLogUnits(state, rows, panel), panel, cutoffIndex);
}

/** Log forecasts of rows, the mean of all networks. */
export function networkLogUnits(state: NetworkState, rows: FeatureRows, panel: Panel): Float64Array {
  const mean = new Float64Array(rows.series.length);
  for (const { view, weights } of state.networks) {
    const logUnits = forward(state.shape, weights, networkInputs(state.inputs, rows, panel, view));
    logUnits.forEach((value, r) => (mean[r]! += value / state.networks.length));
  }
  return mean.map((value) => Math.min(state.ceiling, value));
}
