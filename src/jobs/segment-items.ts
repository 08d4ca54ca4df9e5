import type { SegmentData } from '../contracts/cycle.ts';
import { getJson, putJson } from '../ports/json-artifacts.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';

/** A segment with its items in memory. A workflow carries a reference to them: there may be more than a payload holds. */
export interface LaidOutSegment extends Omit<SegmentData, 'items'> {
  readonly items: readonly string[];
}

/** Stores the items of a segment; what is left is what a workflow carries. */
export async function storeItems(store: ArtifactStore, { items, ...segment }: LaidOutSegment): Promise<SegmentData> {
  return { ...segment, items: await putJson(store, items) };
}

/** A segment with the items it was laid out with. */
export async function readItems<Segment extends Pick<SegmentData, 'items'>>(
  store: ArtifactStore,
  segment: Segment,
): Promise<Omit<Segment, 'items'> & Pick<LaidOutSegment, 'items'>> {
  return { ...segment, items: await getJson<readonly string[]>(store, segment.items) };
}
