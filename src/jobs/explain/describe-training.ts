import type { BacktestEvaluation, Comparison } from '../../contracts/backtest.ts';
import type { PresetChoice } from '../../contracts/preset-choice.ts';
import { fittedMembers, type FittedMemberName } from '../../contracts/segment.ts';
import type { BacktestDetails, ItemOrder, MemberTraining } from '../../contracts/training-report.ts';
import { memberFacts, specificationFile } from '../../forecasting/index.ts';
import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import { getJson } from '../../ports/json-artifacts.ts';
import type { JobInput, JobOutput } from '../../ports/job-runner.ts';
import type { ModelRecord } from '../../ports/registry.ts';
import type { JobContext } from '../job-context.ts';
import { readMemberFiles } from '../training/stored-fit.ts';

/** Reports how the training of a model went: its losses, the presets that were tried, and its backtest by everything it was measured by. */
export async function describeTrainingJob(
  { model, items }: JobInput<'describe-training'>,
  { store, progress }: JobContext,
): Promise<JobOutput<'describe-training'>> {
  progress({ step: 'reading the training' });
  const members: MemberTraining[] = [];
  for (const member of fittedMembers) {
    const described = await describeMember(member, model, store);
    if (described) members.push(described);
  }
  const { evaluation } = model.backtest;
  const measured = evaluation && (await ifKept(getJson<BacktestEvaluation>(store, evaluation)));
  return {
    ...{ version: model.version, segment: model.segment, members },
    ...(measured ? { backtest: detailsOf(measured, items) } : {}),
  };
}

async function describeMember(
  member: FittedMemberName,
  { members, backtest: { presetChoices } }: ModelRecord,
  store: JobContext['store'],
): Promise<MemberTraining | undefined> {
  const stored = members[member];
  if (!stored) return undefined;
  const specification = stored[specificationFile];
  const files = specification && (await ifKept(readMemberFiles(store, { [specificationFile]: specification })));
  const ref = presetChoices?.[member];
  const choice = ref && (await ifKept(getJson<PresetChoice>(store, ref)));
  return { member, ...memberFacts(files ?? new Map()), ...(choice ? { preset: choice } : {}) };
}

/** What garbage collection has deleted is left out. */
async function ifKept<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ArtifactMissingError) return undefined;
    throw error;
  }
}

function detailsOf(
  { overall, byStep, byCutoff, byItem, slices, yearAgo, rowsLeftOut }: BacktestEvaluation,
  { most, by }: { readonly most: number; readonly by: ItemOrder },
): BacktestDetails {
  const errorOf = ({ ensemble }: Comparison) => (by === 'wape' ? ensemble?.wape : ensemble?.rmseAll) ?? -1;
  const worst = byItem.toSorted((a, b) => errorOf(b.metrics) - errorOf(a.metrics)).slice(0, most);
  return {
    ...{ overall, byStep, byCutoff, rowsLeftOut },
    ...(slices ? { slices } : {}),
    ...(yearAgo ? { yearAgo } : {}),
    items: { total: byItem.length, worst },
  };
}
