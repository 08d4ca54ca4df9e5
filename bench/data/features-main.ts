/**
 * Process of the bench: makes the design matrices of a region's segments, those that the fit at the cutoff and the scoring
 * read. Arguments: the manifest's reference and the segments, JSON. Prints the rows it made.
 */
import type { ArtifactRef } from '../../src/contracts/artifact.ts';
import type { SegmentData } from '../../src/contracts/cycle.ts';
import { readManifest } from '../../src/datasets/read-manifest.ts';
import { readPanel } from '../../src/datasets/read-panel.ts';
import { fitFeatures } from '../../src/forecasting/features/feature-model.ts';
import { scoringRows, trainingRows } from '../../src/forecasting/features/feature-rows.ts';
import { composeJobContext } from '../../src/workers/child/compose-job.ts';
import { readSettings } from '../../src/workers/settings.ts';

const [manifestRef, segments] = JSON.parse(process.argv[2]!) as [ArtifactRef, readonly SegmentData[]];
const context = await composeJobContext(readSettings(), () => undefined);
const { features: settings, horizonWeeks } = context.project.resolved;
const manifest = await readManifest(context.store, manifestRef);
const made: { rows: number; columns: number }[] = [];
for (const format of new Set(segments.map(({ segment }) => segment.format))) {
  const panel = await readPanel(context, manifest, format);
  // It is the format's, whatever the segment.
  const model = fitFeatures(panel, panel.cutoffIndex, settings);
  for (const { segment, items } of segments) {
    if (segment.format !== format) continue;
    for (const rowsOf of [trainingRows, scoringRows]) {
      const { series, columns } = rowsOf(model, panel, items, panel.cutoffIndex, horizonWeeks);
      made.push({ rows: series.length, columns: columns.length });
    }
  }
}
process.stdout.write(JSON.stringify(made));
