import type { ResolvedProject } from '../../contracts/project.ts';
import type { FittedMemberName, MemberName } from '../../contracts/segment.ts';
import { fittedMembers } from '../../contracts/segment.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import {
  applyEnsemble,
  computedForecasts,
  fittedForecasts,
  pickRows,
  readStates,
  rowsOfStores,
  type EnsembleForecast,
  type EnsembleModel,
  type FittedStates,
  type MemberForecast,
  type Panel,
} from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { JobContext } from '../job-context.ts';
import { readMemberFiles } from '../training/stored-fit.ts';

export interface ScoredSegment extends EnsembleForecast {
  readonly members: Partial<Readonly<Record<MemberName, MemberForecast>>>;
}

/** A registered model in memory. */
export interface LoadedModel {
  readonly ensemble: EnsembleModel;
  readonly states: FittedStates;
  readonly horizonWeeks: number;
  readonly leadWeeks: number;
}

/** Reads a registered model from the store. */
export async function loadModel(model: ModelRecord, store: JobContext['store']): Promise<LoadedModel> {
  const ensemble = await getJson<EnsembleModel>(store, model.ensemble);
  const files: Partial<Record<FittedMemberName, ReadonlyMap<string, Uint8Array>>> = {};
  for (const name of fittedMembers) {
    const stored = model.members[name];
    if (stored) files[name] = await readMemberFiles(store, stored);
  }
  const { horizonWeeks, features } = model.parameters as Pick<ResolvedProject, 'horizonWeeks' | 'features'>;
  return { ensemble, states: readStates(files), horizonWeeks, leadWeeks: features.leadWeeks };
}

/**
 * Forecasts items from a cutoff with a model: its members, and the ensemble of them.
 *
 * @param stores whose forecasts are wanted. Default: every store's
 */
export function scoreLoaded(
  { ensemble, states, horizonWeeks, leadWeeks }: LoadedModel,
  panel: Panel,
  cutoffIndex: number,
  items: readonly string[],
  stores?: readonly string[],
): ScoredSegment {
  const computed = Object.entries(computedForecasts(panel, items, cutoffIndex, horizonWeeks, leadWeeks));
  const ofStores = (all: MemberForecast): MemberForecast =>
    stores ? pickRows(all, rowsOfStores(panel, all, stores)) : all;
  const members: Partial<Record<MemberName, MemberForecast>> = {
    ...Object.fromEntries(computed.map(([name, forecast]) => [name, ofStores(forecast)])),
    ...fittedForecasts(states, panel, cutoffIndex, { items, ...(stores ? { stores } : {}) }),
  };
  return { ...applyEnsemble(ensemble, members), members };
}

/** The same with a registered model. */
export async function scoreEnsemble(
  model: ModelRecord,
  panel: Panel,
  cutoffIndex: number,
  items: readonly string[],
  { store }: JobContext,
): Promise<ScoredSegment> {
  return scoreLoaded(await loadModel(model, store), panel, cutoffIndex, items);
}
