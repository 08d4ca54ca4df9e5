import type { ResolvedProject } from '../contracts/project.ts';
import { splitVelocity, type Panel } from '../forecasting/index.ts';
import type { LaidOutSegment } from './segment-items.ts';

/**
 * The items of a segment as its velocity was known at a cutoff. Judging a window by who is a fast mover today would let it know who
 * was going to be one. Where the velocity had no item then, those of today.
 */
export function itemsAt(
  panel: Panel,
  { segment, items }: Pick<LaidOutSegment, 'segment' | 'items'>,
  cutoffIndex: number,
  { velocity }: Pick<ResolvedProject, 'velocity'>,
): readonly string[] {
  if (cutoffIndex === panel.cutoffIndex) return items;
  const then = splitVelocity(panel, velocity, cutoffIndex)[segment.velocity];
  return then.length > 0 ? then : items;
}
