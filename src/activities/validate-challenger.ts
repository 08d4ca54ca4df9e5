import type { Challenger, SegmentTrainingInput, TrainedMember } from '../contracts/cycle.ts';
import { segmentName, type Segment } from '../contracts/segment.ts';
import { addWeeks, type Week } from '../contracts/week.ts';
import type { PublishedWindow } from '../ports/job-runner.ts';
import { rolledBackVersions } from '../registry/rolled-back.ts';
import type { CyclePorts } from './ports.ts';

/** Fits the ensemble of the trained members, holds it against its gate, and registers the challenger. */
export async function validateChallenger(
  ports: CyclePorts,
  input: SegmentTrainingInput & { trained: readonly TrainedMember[] },
): Promise<Challenger> {
  const { jobs, registry } = ports;
  const { environment, cutoff } = input;
  const { segment } = input.assessment.data;
  const champion = await registry.champion(environment, segment);
  const { challenger, record } = await jobs.run('validate-challenger', {
    ...input,
    ...(champion ? { champion } : {}),
    published: champion ? await publishedWindows(ports, environment, segment, cutoff) : [],
    rolledBack: rolledBackVersions(await registry.championHistory(environment, segment)),
  });
  await registry.recordModel(environment, record);
  return challenger;
}

/**
 * What production forecast for the segment from the cutoffs a backtest may have, as far as the model that did had not seen
 * later weeks itself: a cycle of an earlier cutoff may have been scored by a later champion.
 */
async function publishedWindows(
  { registry, project }: CyclePorts,
  environment: string,
  { region, format, velocity }: Segment,
  cutoff: Week,
): Promise<readonly PublishedWindow[]> {
  const { horizonWeeks, backtest } = project.resolved;
  const oldest = addWeeks(cutoff, -horizonWeeks - (backtest.nWindows - 1) * backtest.stepSizeWeeks);
  const forecasts = await registry.forecastsBefore(environment, region, oldest, cutoff);
  return Promise.all(
    forecasts.map(async (forecast): Promise<PublishedWindow> => {
      const version = forecast.scoredBy[`${format}/${velocity}`];
      const model = version === undefined ? undefined : await registry.model(version);
      const fair =
        model &&
        segmentName(model.segment) === `${region}/${format}/${velocity}` &&
        model.trainingCutoff <= forecast.cutoff;
      return { forecast, versions: fair ? [model.version] : [] };
    }),
  ).then((windows) => windows.filter(({ versions }) => versions.length > 0));
}
