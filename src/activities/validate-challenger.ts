import type { Challenger, SegmentTrainingInput, TrainedMember } from '../contracts/cycle.ts';
import { failedTexts } from '../contracts/quality.ts';
import { addWeeks } from '../contracts/week.ts';
import { rolledBackVersions } from '../registry/rolled-back.ts';
import type { CyclePorts } from './ports.ts';
import { publishedWindows } from './published-windows.ts';

/** Fits the ensemble of the trained members, checks it at its gate, and registers the challenger. */
export async function validateChallenger(
  ports: CyclePorts,
  input: SegmentTrainingInput & { trained: readonly TrainedMember[] },
): Promise<Challenger> {
  const { jobs, registry, project } = ports;
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
  await registry.recordModel(environment, record);
  return challenger;
}
