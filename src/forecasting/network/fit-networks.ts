import type { FeatureRows } from '../features/feature-rows.ts';
import { selectRows } from '../features/feature-rows.ts';
import type { FitHooks } from '../member-types.ts';
import type { Panel } from '../panel.ts';
import { hash32 } from '../random.ts';
import type { FitCheckpoint, FinishedNetwork } from './fit-checkpoint.ts';
import { initialWeights } from './initial-weights.ts';
import { networkInputs, withUnknowns } from './network-inputs.ts';
import type { InputModel } from './network-inputs.ts';
import type { NetworkSettings } from './presets.ts';
import type { LabelledRows, NetworkShape, NetworkTrainer, TrainingCheckpoint, TrainingSettings } from './trainer.ts';
import type { View } from './views.ts';

/** The rows of a fit, and how they become inputs. */
export interface NetworkData {
  readonly panel: Panel;
  readonly rows: FeatureRows;
  readonly inputs: InputModel;
  readonly shape: NetworkShape;
}

export interface FitNetworksHooks extends Pick<FitHooks, 'progress' | 'signal'> {
  /** Told after every epoch; see `FitHooks.onCheckpoint`. */
  readonly onEpoch?: (take: () => FitCheckpoint) => Promise<void>;
  readonly resumeFrom?: FitCheckpoint;
}

/** Trains a network per view and seed, one after the other. */
export async function fitNetworks(
  trainer: NetworkTrainer,
  data: NetworkData,
  settings: NetworkSettings,
  seed: number,
  hooks: FitNetworksHooks,
): Promise<FinishedNetwork[]> {
  const planned = settings.views.flatMap((view) =>
    Array.from({ length: settings.seedsPerView }, (_, n) => ({ view, seed: hash32(`${seed}/${view}/${n}`) })),
  );
  const finished = [...(hooks.resumeFrom?.finished ?? [])];
  let current = hooks.resumeFrom?.current;
  const split = splitForEarlyStopping(data.rows, settings);
  let prepared: PreparedView | undefined;
  for (const { view, seed: own } of planned.slice(finished.length)) {
    const before = finished.length * settings.epochs;
    // The seeds of a view come one after another and read the same inputs.
    if (prepared?.view !== view) prepared = prepareView(data, split, view);
    const trained = await trainView(trainer, data.shape, prepared, settings, own, {
      progress: ({ epoch, loss }) =>
        hooks.progress?.({ epoch: before + epoch, epochs: planned.length * settings.epochs, loss }),
      onEpoch: async (take) => hooks.onEpoch?.(() => ({ finished, current: take() })),
      ...(hooks.signal ? { signal: hooks.signal } : {}),
      ...(current ? { resumeFrom: current } : {}),
    });
    current = undefined;
    finished.push({ view, ...trained });
    if (finished.length < planned.length) await hooks.onEpoch?.(() => ({ finished: [...finished] }));
  }
  return finished;
}

/** The rows of a fit, those kept for early stopping apart. */
interface SplitRows {
  readonly train: FeatureRows;
  readonly validation: FeatureRows | null;
}

/** What all networks of a view read. */
interface PreparedView {
  readonly view: View;
  readonly learned: LabelledRows;
  readonly validation: LabelledRows | null;
  /** Rows of `learned`. */
  readonly rows: FeatureRows;
}

function prepareView({ panel, inputs }: NetworkData, { train, validation }: SplitRows, view: View): PreparedView {
  const labelled = (part: FeatureRows): LabelledRows => ({
    inputs: networkInputs(inputs, part, panel, view),
    target: Float32Array.from(part.target),
  });
  return { view, learned: labelled(train), validation: validation && labelled(validation), rows: train };
}

function trainView(
  trainer: NetworkTrainer,
  shape: NetworkShape,
  { learned, validation, rows }: PreparedView,
  settings: NetworkSettings,
  seed: number,
  hooks: Parameters<NetworkTrainer['train']>[2] & { readonly resumeFrom?: TrainingCheckpoint },
) {
  return trainer.train(
    {
      shape,
      ...learned,
      inputs: withUnknowns(learned.inputs, seed),
      initial: initialWeights(shape, seed),
      ...(validation ? { validation } : {}),
      ...(settings.recencyHalfLifeWeeks > 0 ? { rowWeights: recency(rows, settings.recencyHalfLifeWeeks) } : {}),
    },
    trainingSettings(settings, seed),
    hooks,
  );
}

function trainingSettings(settings: NetworkSettings, seed: number): TrainingSettings {
  const { epochs, batchSize, learningRate, schedule, weightDecay, dropout, embeddingDropout, logErrorShare } = settings;
  const patience = settings.earlyStopping?.patience ?? epochs;
  return {
    epochs,
    batchSize,
    learningRate,
    schedule,
    weightDecay,
    dropout,
    embeddingDropout,
    logErrorShare,
    patience,
    seed,
  };
}

/** Keeps the rows with the last target weeks from training. */
function splitForEarlyStopping(rows: FeatureRows, { earlyStopping }: NetworkSettings): SplitRows {
  if (!earlyStopping) return { train: rows, validation: null };
  const indices = Int32Array.from(rows.series.keys());
  const from = lastTargetWeek(rows) - earlyStopping.validationWeeks + 1;
  const train = indices.filter((row) => targetWeek(rows, row) < from);
  // With nothing left to learn from, early stopping is no use.
  if (train.length === 0) return { train: rows, validation: null };
  const validation = indices.filter((row) => targetWeek(rows, row) >= from);
  return { train: selectRows(rows, train), validation: selectRows(rows, validation) };
}

/** Row weights that halve every so many weeks before the latest target week. */
function recency(rows: FeatureRows, halfLifeWeeks: number): Float32Array {
  const last = lastTargetWeek(rows);
  return Float32Array.from(rows.series, (_, row) => 0.5 ** ((last - targetWeek(rows, row)) / halfLifeWeeks));
}

/** Index of a row's target week in the panel. */
function targetWeek(rows: FeatureRows, row: number): number {
  return rows.cutoff[row]! + rows.step[row]!;
}

function lastTargetWeek(rows: FeatureRows): number {
  return rows.series.reduce((latest, _, row) => Math.max(latest, targetWeek(rows, row)), 0);
}
