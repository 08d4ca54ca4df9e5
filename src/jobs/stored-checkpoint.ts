import type { ArtifactRef } from '../contracts/artifact.ts';
import type { FitHooks } from '../forecasting/index.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { AttemptFence } from './attempt-fence.ts';
import { putFiles, readMemberFiles } from './stored-fit.ts';

/** Fits of a few seconds are quicker done again than written down after every epoch. */
const secondsBetween = 2;

/** How far a fit was when a checkpoint was made: epochs done and in all, counted over all its networks. */
export interface CheckpointMark {
  readonly epoch: number;
  readonly epochs: number;
}

interface CheckpointJson extends CheckpointMark {
  readonly files: Readonly<Record<string, ArtifactRef>>;
}

export interface CheckpointKeeping {
  readonly fence: AttemptFence;
  /** How far the fit is now. */
  readonly mark: () => CheckpointMark;
  /** Called with every checkpoint once it can be found. */
  readonly onKept?: (mark: CheckpointMark) => void;
  /** Seconds between two of them; 0 keeps every one. Default 2. */
  readonly everySeconds?: number | undefined;
}

/** Keeps the checkpoints of a fit, the latest under a pointer. What it gives throws `AttemptFencedError` as the fence does. */
export function checkpointKeeper(
  store: ArtifactStore,
  pointer: string,
  { fence, mark, onKept, everySeconds = secondsBetween }: CheckpointKeeping,
): NonNullable<FitHooks['onCheckpoint']> {
  let last = performance.now();
  return async (take) => {
    if (performance.now() - last < 1000 * everySeconds) return;
    const reached = mark();
    const files = await putFiles(store, take());
    await fence.check();
    await store.writePointer(pointer, JSON.stringify({ files, ...reached } satisfies CheckpointJson));
    onKept?.(reached);
    last = performance.now();
  };
}

/** A checkpoint that was found again. */
export interface FoundCheckpoint {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly mark: CheckpointMark;
}

/** The latest checkpoint of a fit. One that cannot be read any more is none: the fit then starts from the beginning. */
export async function findCheckpoint(store: ArtifactStore, pointer: string): Promise<FoundCheckpoint | undefined> {
  const text = await store.readPointer(pointer);
  if (text === undefined) return undefined;
  try {
    const { files, epoch, epochs } = JSON.parse(text) as CheckpointJson;
    return { files: await readMemberFiles(store, files), mark: { epoch, epochs } };
  } catch {
    return undefined;
  }
}
