import { segmentName, type Segment } from '../contracts/segment.ts';
import { addWeeks, type Week } from '../contracts/week.ts';
import type { ModelRecord } from '../ports/registry.ts';
import type { CyclePorts } from './ports.ts';

/**
 * The challenger that served a segment provisionally when it was scored last, within one horizon: where nothing new could be trained,
 * it continues, so that what serves is not worse than what was there. None where a person has to approve what serves, where the
 * segment was scored by something else, or where somebody took the version out of use.
 */
export async function lastProvisional(
  { registry, project }: CyclePorts,
  { environment, segment, cutoff }: { readonly environment: string; readonly segment: Segment; readonly cutoff: Week },
): Promise<ModelRecord | undefined> {
  const { environments, horizonWeeks } = project.resolved;
  if (environments[environment]?.promotion !== 'automatic') return undefined;
  const { region, format, velocity } = segment;
  const published = await registry.forecastsBefore(environment, region, addWeeks(cutoff, -horizonWeeks), cutoff);
  const version = published.at(-1)?.scoredBy[`${format}/${velocity}`];
  const model = version === undefined ? undefined : await registry.model(version);
  if (!model || segmentName(model.segment) !== segmentName(segment) || model.trainingCutoff > cutoff) return undefined;
  const { models } = await registry.findModels({ version: model.version, environment });
  const history = await registry.championHistory(environment, segment);
  const outOfUse = models.some(
    ({ retired, artifactsDeletedAt }) => retired !== undefined || artifactsDeletedAt !== undefined,
  );
  // One that was champion and is no more was taken back on purpose.
  const wasChampion = history.some((term) => term.version === model.version);
  return outOfUse || wasChampion ? undefined : model;
}
