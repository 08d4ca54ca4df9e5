import type { ArtifactRef } from '../contracts/artifact.ts';
import type { Challenger, SegmentTrainingInput, TrainedMember } from '../contracts/cycle.ts';
import { failedTexts } from '../contracts/quality.ts';
import { segmentName, type Segment } from '../contracts/segment.ts';
import { addWeeks } from '../contracts/week.ts';
import type { JobInput } from '../ports/job-runner.ts';
import { putJson } from '../ports/json-artifacts.ts';
import type { Registry } from '../ports/registry.ts';
import { rolledBackVersions } from '../registry/rolled-back.ts';
import type { CyclePorts } from './ports.ts';
import { publishedWindows } from './published-windows.ts';

/** A challenger and its record, with which `recordModel` registers it. */
export interface ValidatedChallenger {
  readonly challenger: Challenger;
  readonly record: ArtifactRef;
}

/** Fits the ensemble of the trained members and checks it at its gate. */
export async function validateChallenger(
  ports: CyclePorts,
  input: SegmentTrainingInput & { trained: readonly TrainedMember[] },
): Promise<ValidatedChallenger> {
  const { jobs, registry, store, project } = ports;
  const { environment, cutoff } = input;
  const { segment } = input.assessment.data;
  const { horizonWeeks, backtest } = project.resolved;
  const oldest = addWeeks(cutoff, -horizonWeeks - (backtest.nWindows - 1) * backtest.stepSizeWeeks);
  const champion = await registry.champion(environment, segment);
  const dataset = await registry.dataset(input.dataset.version);
  const { challenger, record } = await jobs.run('validate-challenger', {
    ...input,
    ...(champion ? { champion } : {}),
    published: champion ? await publishedWindows(registry, environment, segment, oldest, cutoff) : [],
    warnings: failedTexts(dataset?.quality.findings ?? []),
    rolledBack: rolledBackVersions(await registry.championHistory(environment, segment)),
    retired: await retiredVersions(registry, environment, segment),
  });
  const compared = { ...challenger, ...(champion ? { comparedWith: champion.version } : {}) };
  return { challenger: compared, record: await putJson(store, record) };
}

/** The segment's versions that somebody took out of use: by whom, when and why. */
async function retiredVersions(
  registry: Registry,
  environment: string,
  segment: Segment,
): Promise<NonNullable<JobInput<'validate-challenger'>['retired']>> {
  const { models } = await registry.findModels({ environment, segment: segmentName(segment), stage: 'retired' });
  return Object.fromEntries(models.flatMap(({ record, retired }) => (retired ? [[record.version, retired]] : [])));
}
