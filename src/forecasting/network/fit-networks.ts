import type { RowPlaces } from '../features/assemble.ts';
import type { RowSpace } from '../features/row-space.ts';
import type { FitHooks } from '../member-types.ts';
import type { Panel } from '../panel.ts';
import { hash32 } from '../random.ts';
import type { FitCheckpoint, FinishedNetwork } from './fit-checkpoint.ts';
import { initialWeights } from './initial-weights.ts';
import { withUnknowns } from './network-inputs.ts';
import type { InputModel } from './network-inputs.ts';
import { NetworkRows } from './network-rows.ts';
import type { NetworkSettings } from './presets.ts';
import type { RowSource } from './row-source.ts';
import type {
  LabelledRows,
  NetworkShape,
  NetworkTrainer,
  TrainingCheckpoint,
  TrainingSettings,
  WeighedRows,
} from './trainer.ts';
import type { View } from './views.ts';

/** The rows of a fit, and how they become inputs. */
export interface NetworkData {
  readonly panel: Panel;
  /** Read by the fit alone, which scales its columns. */
  readonly space: RowSpace;
  readonly rows: RowSource;
  readonly inputs: InputModel;
  readonly shape: NetworkShape;
}

export interface FitNetworksHooks extends Pick<FitHooks, 'progress' | 'signal'> {
  /** Called after every epoch; see `FitHooks.onCheckpoint`. */
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
  const read = new NetworkRows(data.space, data.inputs, data.panel, settings.views);
  let prepared: PreparedView | undefined;
  for (const { view, seed: own } of planned.slice(finished.length)) {
    const before = finished.length * settings.epochs;
    // The seeds of a view come one after another and read the same inputs.
    if (prepared?.view !== view) prepared = prepareView(read, data.rows, view);
    const trained = await trainView(trainer, data, prepared, settings, own, {
      progress: ({ epoch, loss }) =>
        hooks.progress?.({
          ...{ epoch: before + epoch, epochs: planned.length * settings.epochs, loss },
          epochsPerNetwork: settings.epochs,
        }),
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

/** What all networks of a view read. */
interface PreparedView {
  readonly view: View;
  readonly read: (places: RowPlaces) => LabelledRows;
  /** The rows of every epoch, where they are the same. */
  readonly learned: LabelledRows | null;
  readonly validation: LabelledRows | null;
}

function prepareView(rows: NetworkRows, source: RowSource, view: View): PreparedView {
  const read = (places: RowPlaces): LabelledRows => rows.read(places, view);
  return {
    view,
    read,
    learned: source.constant ? read(source.learned(1, 0)) : null,
    validation: source.validation && read(source.validation),
  };
}

function trainView(
  trainer: NetworkTrainer,
  { shape, rows }: NetworkData,
  { read, learned, validation }: PreparedView,
  settings: NetworkSettings,
  seed: number,
  hooks: Parameters<NetworkTrainer['train']>[2] & { readonly resumeFrom?: TrainingCheckpoint },
) {
  const weighed = (part: RowPlaces, { inputs, target }: LabelledRows, unknowns: number): WeighedRows => ({
    inputs: withUnknowns(inputs, unknowns),
    target,
    ...(settings.recencyHalfLifeWeeks > 0
      ? { rowWeights: recency(part, rows.lastTargetWeek, settings.recencyHalfLifeWeeks) }
      : {}),
  });
  const rowsOf = (epoch: number): WeighedRows => {
    const part = rows.learned(epoch, seed);
    return weighed(part, learned ?? read(part), learned ? seed : hash32(`${seed}/${epoch}`));
  };
  const first = (hooks.resumeFrom?.epoch ?? 0) + 1;
  return trainer.train(
    {
      shape,
      ...rowsOf(learned ? 1 : first),
      initial: initialWeights(shape, seed),
      ...(validation ? { validation } : {}),
      ...(learned ? {} : { rowsOf: (epoch) => rowsOf(epoch) }),
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

/** Row weights that halve every given number of weeks before the latest target week. */
function recency({ cutoff, step }: RowPlaces, lastTargetWeek: number, halfLifeWeeks: number): Float32Array {
  return Float32Array.from(cutoff, (week, row) => 0.5 ** ((lastTargetWeek - week - step[row]!) / halfLifeWeeks));
}
