import type { ArtifactRef } from '../../contracts/artifact.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { readPanel } from '../../datasets/read-panel.ts';
import type { Panel } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { JobContext } from '../job-context.ts';
import { keptOr } from '../kept-values.ts';
import { loadModel, type LoadedModel } from './score-ensemble.ts';

/** What a question about forecasts is answered with: the model, and the data it forecast from. */
export interface ScoringBasis {
  readonly model: LoadedModel;
  readonly panel: Panel;
}

/** Weights in memory are two to three times the size of their files: 64 bits a number, and what is derived from them. */
const memoryPerByte = 3;

/** A model and the panel of its format in a dataset version, kept for the next question about either. */
export async function keptBasis(context: JobContext, model: ModelRecord, manifest: ArtifactRef): Promise<ScoringBasis> {
  const { kept, store } = context;
  const { format } = model.segment;
  const files = Object.values(model.members).flatMap((stored) => Object.values(stored));
  const modelBytes = memoryPerByte * files.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    model: await keptOr(
      kept,
      `model ${model.version}`,
      () => loadModel(model, store),
      () => modelBytes,
    ),
    panel: await keptOr(
      kept,
      `panel ${manifest.hash} ${format}`,
      async () => readPanel(context, await readManifest(store, manifest), format),
      bytesOfPanel,
    ),
  };
}

function bytesOfPanel({ units, knownAhead, observed }: Panel): number {
  const matrices = [units, ...Object.values(knownAhead), ...Object.values(observed)];
  return matrices.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
