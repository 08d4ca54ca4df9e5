import { hashOf } from '../datasets/hash.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { JobAttempt } from '../ports/job-runner.ts';
import { AttemptFencedError } from './errors.ts';

/** Keeps an attempt that outlived its successor from overwriting what that one wrote. */
export interface AttemptFence {
  /**
   * To be asked before each write of a pointer.
   *
   * @throws AttemptFencedError where a later attempt has taken the lease
   */
  check(): Promise<void>;
}

/** Of a run without attempts: a command, a test. */
const noFence: AttemptFence = { check: () => Promise.resolve() };

/**
 * Takes the lease of a fit for an attempt. Attempts at the same work fence one another, those at other work do not: cycles of
 * two environments may need the same fit at the same time, each would keep taking it from the other, and they make the
 * same bytes.
 *
 * Stores have no compare-and-set, so an attempt stopped between its check and its write can still do that one write. What it
 * writes is whole, and is a finished fit with the same bytes or an earlier checkpoint of the same fit.
 *
 * @throws AttemptFencedError where a later attempt has it
 */
export async function takeLease(
  store: ArtifactStore,
  lease: string,
  attempt: JobAttempt | undefined,
): Promise<AttemptFence> {
  if (!attempt) return noFence;
  const pointer = `${lease}/${hashOf([attempt.work])}`;
  const own = JSON.stringify(attempt);
  const check = async (): Promise<void> => {
    const text = await store.readPointer(pointer);
    if (text === own) return;
    const holder = holderIn(text);
    if (holder && isLater(holder, attempt)) throw new AttemptFencedError({ pointer, own: attempt, holder });
    // Also where an earlier attempt took it at the same moment: the later one takes it back.
    await store.writePointer(pointer, own);
  };
  await check();
  return { check };
}

/** Within a run attempts are numbered; between runs, of which a reset makes a new one, the server's clock decides. */
function isLater(one: JobAttempt, other: JobAttempt): boolean {
  return one.run === other.run ? one.number > other.number : one.scheduledAt > other.scheduledAt;
}

/** A lease that cannot be read any more is nobody's. */
function holderIn(text: string | undefined): JobAttempt | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as JobAttempt;
  } catch {
    return undefined;
  }
}
