import type { ArtifactRef } from '../contracts/artifact.ts';
import type { Challenger, SegmentTrainingInput, TrainedMember } from '../contracts/cycle.ts';
import { failedTexts } from '../contracts/quality.ts';
import { addWeeks } from '../contracts/week.ts';
import { keepRecord } from './kept-record.ts';
import { retiredCheck } from '../registry/gate/retired-check.ts';
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
  });
  const compared = { ...challenger, ...(champion ? { comparedWith: champion.version } : {}) };
  const { models } = await registry.findModels({ environment, version: challenger.version });
  const retired = models.find((model) => model.record.version === challenger.version)?.retired;
  if (!retired) return { challenger: compared, record: await keepRecord(store, record) };
  const gate = [...challenger.gate, retiredCheck(challenger.version, retired)];
  return {
    challenger: { ...compared, gate, gatePassed: false },
    record: await keepRecord(store, { ...record, gate }),
  };
}
