import type { BacktestSummary } from '../../contracts/cycle.ts';
import { enabledMembers } from '../../contracts/enabled-members.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import { fittedMembers, type FittedMemberName } from '../../contracts/segment.ts';
import { notFiniteArrays } from '../../forecasting/index.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { TrainingEvidence } from '../../registry/gate/training-check.ts';
import type { JobContext } from '../job-context.ts';
import { readMemberFiles } from '../training/stored-fit.ts';

/** Which members there are, and which of their numbers cannot be used. */
export async function trainingEvidence(
  { members: fitted, backtest, parameters }: ModelRecord,
  { store }: JobContext,
): Promise<TrainingEvidence> {
  const { members } = parameters as Pick<ResolvedProject, 'members'>;
  const trained = fittedMembers.filter((member) => fitted[member]);
  const notFinite: Partial<Record<FittedMemberName, string>> = {};
  for (const member of trained) {
    const broken = [
      ...notFiniteArrays(await readMemberFiles(store, fitted[member] ?? {})),
      ...brokenFigures(member, backtest),
    ];
    if (broken.length > 0) notFinite[member] = broken.join(', ');
  }
  // What it was made with: a model from before a member existed lacks none.
  return { wanted: enabledMembers(members), trained, notFinite };
}

/** `null` says that the rows leave a figure undefined, which is no fault of the member's. */
function brokenFigures(member: FittedMemberName, { metrics, weights }: BacktestSummary): string[] {
  const finite = (value: number | null): boolean => value === null || Number.isFinite(value);
  return [
    ...(Object.values(metrics[member] ?? {}).every(finite) ? [] : ['errors']),
    ...(finite(weights[member] ?? null) ? [] : ['weight']),
  ];
}
