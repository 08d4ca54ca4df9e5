import { MemberFilesError } from '../errors.ts';
import { packMember, unpackMember } from '../member-files.ts';
import type { FloatArray } from '../member-files.ts';
import type { PresetChoice } from '../../contracts/preset-choice.ts';
import type { NetworkShape, NetworkWeights, TrainedNetwork, TrainingCheckpoint } from './trainer.ts';
import { networkArrays, readNetworkArrays } from './network-arrays.ts';
import type { View } from './views.ts';

/** A network of a fit that is trained to its end. */
export interface FinishedNetwork extends TrainedNetwork {
  readonly view: View;
}

/** Where the fit of a network member has come to. */
export interface FitCheckpoint {
  readonly finished: readonly FinishedNetwork[];
  /** The network in training; absent between two. */
  readonly current?: TrainingCheckpoint;
}

/** What is kept of a fit besides: its preset need not be chosen again. */
export interface StoredCheckpoint extends FitCheckpoint {
  readonly choice: PresetChoice;
}

interface CheckpointContent {
  readonly checkpoint: 'network';
  readonly shape: NetworkShape;
  readonly choice: PresetChoice;
  readonly finished: readonly Pick<FinishedNetwork, 'view' | 'losses' | 'validationLosses'>[];
  readonly current: (Pick<TrainingCheckpoint, 'epoch' | 'losses' | 'validationLosses'> & { hasBest: boolean }) | null;
}

/** Files of a checkpoint, in the format of `member-files.ts`. */
export function checkpointFiles(shape: NetworkShape, checkpoint: StoredCheckpoint): Map<string, Uint8Array> {
  const arrays = new Map<string, FloatArray>();
  const add = (prefix: string, weights: NetworkWeights): void => {
    for (const [name, array] of networkArrays(prefix, weights)) arrays.set(name, array);
  };
  checkpoint.finished.forEach(({ weights }, i) => add(`${i}`, weights));
  const { current } = checkpoint;
  if (current) {
    add('current', current.weights);
    add('first-moments', current.firstMoments);
    add('second-moments', current.secondMoments);
    if (current.best) add('best', current.best);
  }
  const content: CheckpointContent = {
    checkpoint: 'network',
    shape,
    choice: checkpoint.choice,
    finished: checkpoint.finished.map(({ view, losses, validationLosses }) => ({ view, losses, validationLosses })),
    current: current
      ? {
          epoch: current.epoch,
          losses: current.losses,
          validationLosses: current.validationLosses,
          hasBest: current.best !== undefined,
        }
      : null,
  };
  return packMember(content, arrays);
}

/** @throws MemberFilesError where the files are not a checkpoint */
export function readCheckpoint(files: ReadonlyMap<string, Uint8Array>): StoredCheckpoint {
  const unpacked = unpackMember(files);
  const content = unpacked.content as CheckpointContent;
  const kind: string | undefined = content.checkpoint;
  if (kind !== 'network') throw new MemberFilesError('member.json', 'it is no checkpoint of a network');
  const weights = (prefix: string): NetworkWeights => readNetworkArrays(prefix, content.shape, unpacked);
  return {
    choice: content.choice,
    finished: content.finished.map((facts, i) => ({ ...facts, weights: weights(`${i}`) })),
    ...(content.current ? { current: readCurrent(content.current, weights) } : {}),
  };
}

function readCurrent(
  { hasBest, ...facts }: NonNullable<CheckpointContent['current']>,
  weights: (prefix: string) => NetworkWeights,
): TrainingCheckpoint {
  return {
    ...facts,
    weights: weights('current'),
    firstMoments: weights('first-moments'),
    secondMoments: weights('second-moments'),
    ...(hasBest ? { best: weights('best') } : {}),
  };
}
