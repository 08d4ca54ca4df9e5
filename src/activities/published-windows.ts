import { segmentName, type Segment } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';
import type { PublishedWindow } from '../ports/job-runner.ts';
import type { Registry } from '../ports/registry.ts';

/**
 * What production forecast for a segment from the cutoffs in [from, before), as far as the model that did had not seen later weeks
 * itself: a cycle of an earlier cutoff may have been scored by a later champion. A challenger that served provisionally is left out:
 * it never passed a gate, and no later one is bound by it.
 */
export async function publishedWindows(
  registry: Registry,
  environment: string,
  { region, format, velocity }: Segment,
  from: Week,
  before: Week,
): Promise<readonly PublishedWindow[]> {
  const forecasts = await registry.forecastsBefore(environment, region, from, before);
  const champions = new Set(
    (await registry.championHistory(environment, { region, format, velocity })).map(({ version }) => version),
  );
  return Promise.all(
    forecasts.map(async (forecast): Promise<PublishedWindow> => {
      const version = forecast.scoredBy[`${format}/${velocity}`];
      const model = version === undefined ? undefined : await registry.model(version);
      const fair =
        model &&
        segmentName(model.segment) === `${region}/${format}/${velocity}` &&
        model.trainingCutoff <= forecast.cutoff &&
        (champions.has(model.version) || model.gate.every(({ passed }) => passed));
      return { forecast, versions: fair ? [model.version] : [] };
    }),
  ).then((windows) => windows.filter(({ versions }) => versions.length > 0));
}
