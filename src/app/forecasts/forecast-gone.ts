import { ArtifactMissingError } from '../../ports/artifact-errors.ts';
import type { PublishedForecast } from '../../ports/forecast-catalogue.ts';
import type { App } from '../app.ts';
import { refusal } from '../refusal.ts';

/**
 * Runs what reads published forecasts, or what they were made from. Throws `Refusal` with the project's rule where garbage collection has
 * taken them; where the project keeps everything published, a missing artifact stays the failure that it is.
 */
export async function goneIfCollected<Result>(
  app: App,
  { region, cutoff }: Pick<PublishedForecast, 'region' | 'cutoff'>,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    const { keepPublishedForecasts, datasetsWeeks } = app.project.resolved.retention;
    if (!isMissing(cause) || keepPublishedForecasts) throw cause;
    throw refusal('forecast-gone', { region, cutoff, keptWeeks: datasetsWeeks }, { cause });
  }
}

/** Whether an error, of this process or of a job's, says that an artifact is no longer there. */
function isMissing(error: unknown): boolean {
  if (error instanceof ArtifactMissingError) return true;
  return (error as { readonly errorName?: unknown }).errorName === 'ArtifactMissingError';
}
