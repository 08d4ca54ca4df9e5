import type { SegmentData } from '../contracts/cycle.ts';
import type { DatasetManifest } from '../contracts/dataset.ts';
import { velocities } from '../contracts/segment.ts';
import { hashOf } from '../datasets/hash.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { splitVelocity, type Panel } from '../forecasting/index.ts';
import type { JobContext } from './job-context.ts';

/** A format's panel with the segments laid out on it. */
export interface LaidOutFormat {
  readonly panel: Panel;
  readonly segments: readonly SegmentData[];
}

/** The segments of a dataset version. A format with no series has no segments, and a velocity with no items is none. */
export async function segmentsOf(manifest: DatasetManifest, context: JobContext): Promise<readonly SegmentData[]> {
  const segments: SegmentData[] = [];
  for await (const format of layOutFormats(manifest, context)) segments.push(...format.segments);
  return segments;
}

/**
 * The same with their panels, of which one at a time is asked for.
 *
 * @param panelOf where the panels are in memory already. Default: they are read from the store
 */
export async function* layOutFormats(
  manifest: DatasetManifest,
  context: JobContext,
  panelOf: (format: string) => Panel | Promise<Panel> = (format) => readPanel(context, manifest, format),
): AsyncGenerator<LaidOutFormat> {
  const { resolved } = context.project;
  for (const format of resolved.formats) {
    const partitions = manifest.partitions.filter((partition) => partition.format === format);
    if (partitions.length === 0) continue;
    context.progress({ step: `laying out the segments of ${format}` });
    const panel = await panelOf(format);
    const split = splitVelocity(panel, resolved.velocity);
    // Models see the other items of the format as competitors, so its data is the data of each of its segments.
    const formatHash = hashOf(partitions.flatMap(({ item, hash }) => [item, hash]));
    const segments = velocities.flatMap((velocity): SegmentData[] => {
      const items = split[velocity];
      if (items.length === 0) return [];
      const series = partitions.filter(({ item }) => items.includes(item)).reduce((sum, one) => sum + one.series, 0);
      const segment = { region: manifest.region, format, velocity };
      return [{ segment, items, series, dataHash: hashOf([formatHash, ...items]) }];
    });
    yield { panel, segments };
  }
}
