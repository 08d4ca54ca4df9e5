import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { DatasetManifest } from '../../contracts/dataset.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import { fittedMembers } from '../../contracts/segment.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { forecastOutOfWindow, type EnsembleRows, type Panel } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import { ensembleOptions } from '../backtest/ensemble-options.ts';
import { readBacktestRows } from '../backtest/read-backtest-rows.ts';
import type { JobContext } from '../job-context.ts';
import { hasFormat, layOutSegment } from '../lay-out-segments.ts';

/** A dataset version as a segment sees it. */
export interface Ground {
  readonly manifest: DatasetManifest;
  readonly panel: Panel;
  readonly items: readonly string[];
  readonly dataHash: string;
}

/** The ground of a segment; `undefined` where the dataset version has none of it. */
export async function groundOf(
  { segment }: ModelRecord,
  ref: ArtifactRef,
  context: JobContext,
): Promise<Ground | undefined> {
  const manifest = await readManifest(context.store, ref);
  if (!hasFormat(manifest, segment.format, context)) return undefined;
  const { panel, data } = await layOutSegment(manifest, segment, context);
  return data && { manifest, panel, items: data.items, dataHash: data.dataHash };
}

/** The backtest a model was validated by, blended as its own parameters say. */
export async function backtestOf(
  model: ModelRecord,
  { panel, items }: Ground,
  { store, project }: JobContext,
): Promise<EnsembleRows> {
  const { velocity } = project.resolved;
  const parameters = model.parameters as Pick<ResolvedProject, 'aim' | 'ensemble' | 'features' | 'horizonWeeks'>;
  const stored = fittedMembers.flatMap((member) => {
    const windows = model.windows?.[member];
    return windows ? [{ member, windows }] : [];
  });
  const rows = await readBacktestRows(
    store,
    panel,
    { data: { segment: model.segment, items }, settings: { ...parameters, velocity } },
    stored,
  );
  return forecastOutOfWindow(rows, ensembleOptions(parameters));
}
