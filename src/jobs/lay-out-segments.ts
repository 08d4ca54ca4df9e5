import type { DatasetManifest } from '../contracts/dataset.ts';
import { velocities, type Segment } from '../contracts/segment.ts';
import { hashOf } from '../datasets/hash.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { splitVelocity, type Panel } from '../forecasting/index.ts';
import type { JobContext } from './job-context.ts';
import type { LaidOutSegment } from './segment-items.ts';

/** A format's panel with the segments laid out on it. */
export interface LaidOutFormat {
  readonly panel: Panel;
  readonly segments: readonly LaidOutSegment[];
}

/**
 * The segments of a dataset version, format by format, with the format's panel, of which one at a time is asked for. A format with no
 * series has no segments, and a velocity with no items is none.
 *
 * @param panelOf where the panels are in memory already. Default: they are read from the store
 */
export async function* layOutFormats(
  manifest: DatasetManifest,
  context: JobContext,
  panelOf: (format: string) => Panel | Promise<Panel> = (format) => readPanel(context, manifest, format),
): AsyncGenerator<LaidOutFormat> {
  for (const format of context.project.resolved.formats) {
    if (!hasFormat(manifest, format, context)) continue;
    context.progress({ step: `laying out the segments of ${format}` });
    const panel = await panelOf(format);
    yield { panel, segments: layOut(manifest, format, panel, context) };
  }
}

/** Whether the project cuts segments of a format, and the dataset version has any of it. */
export function hasFormat({ partitions }: DatasetManifest, format: string, { project }: JobContext): boolean {
  return project.resolved.formats.includes(format) && partitions.some((partition) => partition.format === format);
}

/** One segment, with its format's panel; it has no data where none of the format's items has its velocity. */
export async function layOutSegment(
  manifest: DatasetManifest,
  segment: Segment,
  context: JobContext,
): Promise<{ readonly panel: Panel; readonly data?: LaidOutSegment }> {
  const panel = await readPanel(context, manifest, segment.format);
  const data = layOut(manifest, segment.format, panel, context).find(
    (one) => one.segment.velocity === segment.velocity,
  );
  return { panel, ...(data ? { data } : {}) };
}

function layOut(
  { region, partitions: all }: DatasetManifest,
  format: string,
  panel: Panel,
  { project }: JobContext,
): LaidOutSegment[] {
  const split = splitVelocity(panel, project.resolved.velocity);
  const partitions = all.filter((partition) => partition.format === format);
  // Models see the other items of the format as competitors, so its data is the data of each of its segments.
  const formatHash = hashOf(partitions.flatMap(({ item, hash }) => [item, hash]));
  return velocities.flatMap((velocity): LaidOutSegment[] => {
    const items = split[velocity];
    if (items.length === 0) return [];
    const isOf = new Set(items);
    const series = partitions.filter(({ item }) => isOf.has(item)).reduce((sum, one) => sum + one.series, 0);
    return [{ segment: { region, format, velocity }, items, series, dataHash: hashOf([formatHash, ...items]) }];
  });
}
