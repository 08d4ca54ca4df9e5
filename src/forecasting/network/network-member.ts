import type { NetworkParameters } from '../../contracts/project.ts';
import { TrainerMissingError } from '../errors.ts';
import { breathe } from '../event-loop.ts';
import { fitFeatures } from '../features/feature-model.ts';
import { describeRows, scoringRows, trainingRows } from '../features/feature-rows.ts';
import { finishForecast } from '../finish-forecast.ts';
import type { MemberForecast } from '../member-forecast.ts';
import type { FitHooks, FittedMember, MemberTask } from '../member-types.ts';
import type { Panel } from '../panel.ts';
import { hash32 } from '../random.ts';
import { forward } from './forward.ts';
import { initialWeights } from './initial-weights.ts';
import { networkFiles } from './network-files.ts';
import { fitInputModel, networkInputs, views } from './network-inputs.ts';
import type { InputModel } from './network-inputs.ts';
import type { NetworkState, ViewNetwork } from './network-state.ts';
import type { NetworkShape, NetworkTrainer, NetworkWeights, TrainingSettings } from './trainer.ts';

/** A forecast may exceed the segment's largest observed week, but not by more than this in logs. */
const headroom = 1;

/**
 * Fits the network member: for each view and seed a network on the same rows.
 *
 * @throws TrainerMissingError without `hooks.trainer`; NetworkDivergedError where a loss is not finite
 */
export async function fitNetworkMember(task: MemberTask, hooks: FitHooks): Promise<FittedMember> {
  if (!hooks.trainer) throw new TrainerMissingError();
  await breathe(hooks.signal);
  const { panel, items, cutoffIndex, horizonWeeks } = task;
  const parameters = task.parameters.network;
  const features = fitFeatures(panel, cutoffIndex, task.features);
  const rows = trainingRows(features, panel, items, cutoffIndex, horizonWeeks);
  const inputs = fitInputModel(rows, panel, items);
  const shape = shapeOf(inputs, rows.columns.length, parameters);
  const target = Float32Array.from(rows.target);
  const epochs = parameters.epochs * parameters.seedsPerView * views.length;
  const networks: ViewNetwork[] = [];
  const losses: Record<string, number[]> = {};
  for (const view of views) {
    const problem = { shape, inputs: networkInputs(inputs, rows, panel, view), target };
    for (let n = 0; n < parameters.seedsPerView; n++) {
      const seed = hash32(`${task.seed}/${view}/${n}`);
      const history: number[] = (losses[`${view}/${n}`] = []);
      const weights = await train(hooks.trainer, problem, seed, parameters, hooks, (epoch, loss) => {
        history.push(loss);
        hooks.progress?.({ epoch: networks.length * parameters.epochs + epoch, epochs, loss });
      });
      networks.push({ view, weights });
    }
  }
  const ceiling = target.reduce((largest, value) => Math.max(largest, value), 0) + headroom;
  const diagnostics = { ...describeRows(rows, panel), losses };
  return networkMember({ items, horizonWeeks, features, inputs, shape, networks, ceiling, diagnostics });
}

/** A member that forecasts with a trained state. */
export function networkMember(state: NetworkState): FittedMember {
  return {
    name: 'network',
    diagnostics: state.diagnostics,
    predict: (panel, cutoffIndex, items = state.items) => predict(state, panel, cutoffIndex, items),
    toFiles: () => networkFiles(state),
  };
}

function train(
  trainer: NetworkTrainer,
  problem: Omit<Parameters<NetworkTrainer['train']>[0], 'initial'>,
  seed: number,
  parameters: NetworkParameters,
  hooks: FitHooks,
  onEpoch: (epoch: number, loss: number) => void,
): Promise<NetworkWeights> {
  const { epochs, batchSize, learningRate, dropout, embeddingDropout } = parameters;
  const settings: TrainingSettings = { epochs, batchSize, learningRate, dropout, embeddingDropout, seed };
  return trainer.train({ ...problem, initial: initialWeights(problem.shape, seed) }, settings, {
    progress: ({ epoch, loss }) => onEpoch(epoch, loss),
    ...(hooks.signal ? { signal: hooks.signal } : {}),
  });
}

function shapeOf(inputs: InputModel, featureColumns: number, parameters: NetworkParameters): NetworkShape {
  return {
    numericColumns: featureColumns + inputs.attributes.length,
    embeddings: inputs.vocabularies.map(({ name, labels }) => ({
      name,
      size: labels.length + 1,
    })),
    embeddingWidth: parameters.embeddingWidth,
    hiddenUnits: parameters.hiddenUnits,
  };
}

function predict(state: NetworkState, panel: Panel, cutoffIndex: number, items: readonly string[]): MemberForecast {
  const rows = scoringRows(state.features, panel, items, cutoffIndex, state.horizonWeeks);
  const mean = new Float64Array(rows.series.length);
  for (const { view, weights } of state.networks) {
    const logUnits = forward(state.shape, weights, networkInputs(state.inputs, rows, panel, view));
    logUnits.forEach((value, r) => (mean[r]! += value / state.networks.length));
  }
  const known = new Set(state.items);
  const forecast = mean.map((value, r) =>
    known.has(panel.items[panel.seriesItem[rows.series[r]!]!]!) ? Math.min(state.ceiling, value) : Number.NaN,
  );
  return finishForecast(rows, forecast, panel, cutoffIndex);
}
