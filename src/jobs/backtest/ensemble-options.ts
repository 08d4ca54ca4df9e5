import type { ResolvedProject } from '../../contracts/project.ts';
import type { EnsembleOptions } from '../../forecasting/index.ts';

/** How a project wants its ensembles fitted. */
export function ensembleOptions({ aim, ensemble }: Pick<ResolvedProject, 'aim' | 'ensemble'>): EnsembleOptions {
  return { aim, calibrate: ensemble.calibrate };
}
