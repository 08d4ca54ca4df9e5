import type { ResolvedProject } from '../../contracts/project.ts';
import type { FittedMemberName, MemberName } from '../../contracts/segment.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import {
  applyEnsemble,
  computedForecasts,
  loadMember,
  type EnsembleForecast,
  type EnsembleModel,
  type MemberForecast,
  type Panel,
} from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { JobContext } from '../job-context.ts';
import { readMemberFiles } from '../training/stored-fit.ts';

export interface ScoredSegment extends EnsembleForecast {
  readonly members: Partial<Readonly<Record<MemberName, MemberForecast>>>;
}

/** Forecasts items from a cutoff with a registered model: its members, and the ensemble of them. */
export async function scoreEnsemble(
  model: ModelRecord,
  panel: Panel,
  cutoffIndex: number,
  items: readonly string[],
  { store }: JobContext,
): Promise<ScoredSegment> {
  const ensemble = await getJson<EnsembleModel>(store, model.ensemble);
  const { horizonWeeks, features } = model.parameters as Pick<ResolvedProject, 'horizonWeeks' | 'features'>;
  const members: Partial<Record<MemberName, MemberForecast>> = {
    ...computedForecasts(panel, items, cutoffIndex, horizonWeeks, features.leadWeeks),
  };
  for (const [name, files] of Object.entries(model.members)) {
    const member = loadMember(await readMemberFiles(store, files));
    members[name as FittedMemberName] = member.predict(panel, cutoffIndex, items);
  }
  return { ...applyEnsemble(ensemble, members), members };
}
