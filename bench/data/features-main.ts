/**
 * Process of the bench: makes the features of a region's segments, those that the fit at the cutoff and the scoring read. Takes a region after the other over IPC, and ends when its parent lets go of it.
 */
import { on } from 'node:events';
import type { ArtifactRef } from '../../src/contracts/artifact.ts';
import type { SegmentData } from '../../src/contracts/cycle.ts';
import { readManifest } from '../../src/datasets/read-manifest.ts';
import { readPanel } from '../../src/datasets/read-panel.ts';
import { fitFeatures } from '../../src/forecasting/features/feature-model.ts';
import { scoringRows } from '../../src/forecasting/features/feature-rows.ts';
import { trainingSpace } from '../../src/forecasting/features/row-space.ts';
import type { JobContext } from '../../src/jobs/job-context.ts';
import { readItems } from '../../src/jobs/segment-items.ts';
import { openJob } from '../../src/composition/open-job.ts';
import { forgetPeakRss, peakRssMb } from '../../src/processes/peak-memory.ts';
import { readSettings } from '../../src/composition/settings.ts';

/** The manifest of a region's dataset version, and its segments. */
export type FeaturesTask = readonly [ArtifactRef, readonly SegmentData[]];

export interface FeaturesMade {
  readonly rows: number;
  readonly peakRssMb: number;
}

process.on('disconnect', () => process.exit(0));
const tasks = on(process, 'message') as AsyncIterable<[FeaturesTask]>;
const context = await openJob(readSettings(), () => undefined);
for await (const [task] of tasks) {
  forgetPeakRss();
  const rows = await makeFeatures(task, context);
  process.send?.({ rows, peakRssMb: peakRssMb() ?? 0 } satisfies FeaturesMade);
}

async function makeFeatures([ref, segments]: FeaturesTask, job: JobContext): Promise<number> {
  const { features: settings, horizonWeeks } = job.project.resolved;
  const manifest = await readManifest(job.store, ref);
  let rows = 0;
  for (const format of new Set(segments.map(({ segment }) => segment.format))) {
    const panel = await readPanel(job, manifest, format);
    // It is the format's, whatever the segment.
    const model = fitFeatures(panel, panel.cutoffIndex, settings);
    for (const stored of segments.filter(({ segment }) => segment.format === format)) {
      const { items } = await readItems(job.store, stored);
      // As the members read them: all training rows by their columns, without a table of them.
      rows += trainingSpace(model, panel, items, panel.cutoffIndex, horizonWeeks).rows;
      rows += scoringRows(model, panel, items, panel.cutoffIndex, horizonWeeks).series.length;
    }
  }
  return rows;
}
