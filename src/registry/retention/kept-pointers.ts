import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { RetentionPolicy } from '../../contracts/retention.ts';
import type { StoredPointer } from '../../ports/artifact-store.ts';
import { artifactRefsIn } from './artifact-refs.ts';

const dayMs = 86_400_000;

/** A pointer with its text as it was read. */
export interface ReadPointer extends StoredPointer {
  readonly text: string;
}

export interface JudgedPointer extends StoredPointer {
  readonly refs: readonly ArtifactRef[];
  readonly stays: boolean;
}

/** Pointers that only save work done again. All others stay forever: what is not known is not taken. */
const worksaving = ['fits', 'fit-forecasts', 'presets', 'checkpoints', 'leases', 'conditioned'];

/**
 * Which pointers stay. Fits, their forecasts and presets, checkpoints and leases do for `checkpointsDays` after they were last used; so does the conditioned table of a landing file that is
 * gone or has changed, and that of one still there for as long as it is: of several, by earlier conditioners, the newest.
 *
 * @param landed `path hash` of every file in landing
 * @param now milliseconds since 1970
 */
export function judgePointers(
  pointers: readonly ReadPointer[],
  landed: ReadonlySet<string>,
  { checkpointsDays }: RetentionPolicy,
  now: number,
): readonly JudgedPointer[] {
  const young = now - dayMs * checkpointsDays;
  const read = pointers.map((pointer) => ({ pointer, value: valueOf(pointer.text) }));
  const newest = new Map<string, number>();
  for (const { pointer, value } of read) {
    const file = landingFileOf(pointer.name, value);
    if (file !== undefined) newest.set(file, Math.max(newest.get(file) ?? 0, pointer.writtenAt));
  }
  return read.map(({ pointer: { name, writtenAt }, value }) => {
    const file = landingFileOf(name, value);
    const isCurrent = file !== undefined && landed.has(file) && newest.get(file) === writtenAt;
    const stays = isCurrent || writtenAt >= young || !worksaving.includes(name.split('/')[0] ?? '');
    return { name, writtenAt, refs: artifactRefsIn(value), stays };
  });
}

/** The landing file whose conditioned table a pointer remembers: `path hash`. */
function landingFileOf(name: string, value: unknown): string | undefined {
  if (!name.startsWith('conditioned/')) return undefined;
  const { file } = (value ?? {}) as { file?: { path?: unknown; contentHash?: unknown } };
  return typeof file?.path === 'string' && typeof file.contentHash === 'string'
    ? `${file.path} ${file.contentHash}`
    : undefined;
}

/** A text that is no JSON refers to nothing. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
