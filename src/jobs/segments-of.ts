import type { SegmentData } from '../contracts/cycle.ts';
import type { DatasetManifest } from '../contracts/dataset.ts';
import { velocities } from '../contracts/segment.ts';
import { hashOf } from '../datasets/hash.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { splitVelocity } from '../forecasting/index.ts';
import type { JobContext } from './job-context.ts';

/** The segments of a dataset version. A format with no series has no segments, and a velocity with no items is none. */
export async function segmentsOf(manifest: DatasetManifest, context: JobContext): Promise<SegmentData[]> {
  const { resolved } = context.project;
  const segments: SegmentData[] = [];
  for (const format of resolved.formats) {
    const partitions = manifest.partitions.filter((partition) => partition.format === format);
    if (partitions.length === 0) continue;
    context.progress({ step: `laying out the segments of ${format}` });
    const split = splitVelocity(await readPanel(context, manifest, format), resolved.velocity);
    // Models see the other items of the format as competitors, so its data is the data of each of its segments.
    const formatHash = hashOf(partitions.flatMap(({ item, hash }) => [item, hash]));
    for (const velocity of velocities) {
      const items = split[velocity];
      if (items.length === 0) continue;
      segments.push({
        segment: { region: manifest.region, format, velocity },
        items,
        series: partitions.filter(({ item }) => items.includes(item)).reduce((sum, { series }) => sum + series, 0),
        dataHash: hashOf([formatHash, ...items]),
      });
    }
  }
  return segments;
}
