import type { ResolvedProject } from '../../contracts/project.ts';
import {
  fitEnsemble,
  forecastOutOfWindow,
  type BacktestRows,
  type EnsembleModel,
  type EnsembleRows,
  type Panel,
} from '../../forecasting/index.ts';
import type { ArtifactStore } from '../../ports/artifact-store.ts';
import { ensembleOptions } from './ensemble-options.ts';
import { readBacktestRows, type Ground, type StoredWindows } from './read-backtest-rows.ts';

/** A segment's members as one model. */
export interface BlendedSegment {
  /** Forecasts of the members in their windows, with the actuals. */
  readonly rows: BacktestRows;
  readonly ensemble: EnsembleModel;
  /** The rows with the forecasts of ensembles that did not see the window. */
  readonly blended: EnsembleRows;
}

/** Fits the ensemble of a segment's members on their windows, and measures it on windows it was not fitted on. */
export async function blendSegment(
  store: ArtifactStore,
  panel: Panel,
  ground: Ground & { readonly settings: Pick<ResolvedProject, 'aim' | 'ensemble'> },
  members: readonly StoredWindows[],
): Promise<BlendedSegment> {
  const rows = await readBacktestRows(store, panel, ground, members);
  const options = ensembleOptions(ground.settings);
  return { rows, ensemble: fitEnsemble(rows, options), blended: forecastOutOfWindow(rows, options) };
}
