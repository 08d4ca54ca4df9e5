import type { MemberName } from '../contracts/segment.ts';
import { getJson } from '../datasets/write-artifact.ts';
import {
  applyEnsemble,
  loadMember,
  type EnsembleForecast,
  type EnsembleModel,
  type MemberForecast,
  type Panel,
} from '../forecasting/index.ts';
import type { ModelRecord } from '../ports/registry.ts';
import type { JobContext } from './job-context.ts';
import { readMemberFiles } from './stored-fit.ts';

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
  const members: Partial<Record<MemberName, MemberForecast>> = {};
  for (const [name, files] of Object.entries(model.members)) {
    const member = loadMember(await readMemberFiles(store, files));
    members[name as MemberName] = member.predict(panel, cutoffIndex, items);
  }
  return { ...applyEnsemble(ensemble, members), members };
}
