import type { DatasetSummary, SegmentData } from '../contracts/cycle.ts';
import type { DatasetManifest, IngestedSource } from '../contracts/dataset.ts';
import { velocities } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';
import { hashOf } from '../datasets/hash.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { snapshotDataset } from '../datasets/snapshot.ts';
import { splitVelocity } from '../forecasting/index.ts';
import type { DatasetRecord } from '../ports/registry.ts';
import type { JobContext } from './job-context.ts';
import { publishQuarantine } from './publish-quarantine.ts';

/** Joins the ingested sources to a dataset version and lays out its segments. */
export async function snapshotDatasetJob(
  input: { region: string; cutoff: Week; sources: readonly IngestedSource[] },
  context: JobContext,
): Promise<{ summary: DatasetSummary; record: DatasetRecord }> {
  const { region, cutoff, sources } = input;
  context.progress({ step: 'joining the sources' });
  const { version, manifest, manifestRef } = await snapshotDataset(context, context.project, sources, {
    region,
    cutoff,
  });
  const rows = manifest.tables.panel.rows;
  const setAside = manifest.quality.sources.flatMap(({ quarantined }) => Object.values(quarantined));
  const quarantineUri = await publishQuarantine(context.store, sources, {
    region,
    cutoff,
    version,
    stray: manifest.quarantined,
  });
  return {
    summary: {
      version,
      manifest: manifestRef,
      rows,
      quarantined: setAside.reduce((sum, count) => sum + count, 0),
      ...(quarantineUri === undefined ? {} : { quarantineUri }),
      segments: await segmentsOf(manifest, context),
    },
    record: {
      version,
      region,
      cutoff,
      manifest: manifestRef,
      rows,
      qualityProfile: manifest.quality,
      files: manifest.files.map(({ source, path, contentHash }) => ({ source, path, contentHash })),
    },
  };
}

/** A format with no series has no segments, and a velocity with no items is none. */
async function segmentsOf(manifest: DatasetManifest, context: JobContext): Promise<SegmentData[]> {
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
