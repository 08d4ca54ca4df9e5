import type { DatasetSummary } from '../../contracts/cycle.ts';
import type { IngestedSource } from '../../contracts/dataset.ts';
import { failedTexts } from '../../contracts/quality.ts';
import type { Week } from '../../contracts/week.ts';
import { snapshotDataset } from '../../datasets/snapshot.ts';
import type { DatasetRecord } from '../../ports/registry.ts';
import type { JobContext } from '../job-context.ts';
import { publishQuarantine } from './publish-quarantine.ts';
import { surveyDataset } from './survey-dataset.ts';

/** What a cycle carries along; the registry has all. */
const mostWarnings = 20;

/** Joins the ingested sources to a dataset version and lays out its segments. */
export async function snapshotDatasetJob(
  input: { region: string; cutoff: Week; sources: readonly IngestedSource[] },
  context: JobContext,
): Promise<{ summary: DatasetSummary; record: DatasetRecord }> {
  const { region, cutoff, sources } = input;
  context.progress({ step: 'joining the sources' });
  const made = await snapshotDataset(context, context.project, sources, { region, cutoff });
  const { version, manifest, manifestRef } = made;
  const { segments, findings, profiles } = await surveyDataset(made, context);
  const warnings = failedTexts(findings);
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
      ...(warnings.length > 0 ? { warnings: warnings.slice(0, mostWarnings) } : {}),
      segments,
    },
    record: {
      version,
      region,
      cutoff,
      manifest: manifestRef,
      rows,
      qualityProfile: { ...manifest.quality, findings, profiles },
      files: manifest.files,
    },
  };
}
