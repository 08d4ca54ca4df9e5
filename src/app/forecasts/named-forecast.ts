import type { PublishedForecast } from '../../ports/forecast-catalogue.ts';
import type { App } from '../app.ts';
import { checkEnvironment, checkRegion } from '../of-project.ts';
import { refusal } from '../refusal.ts';

/** Which published forecasts of a region are meant. */
export interface NamedForecast {
  readonly environment: string;
  readonly region: string;
  readonly cutoff?: string;
  readonly publishedUpTo?: string;
}

/** The published forecasts that are meant. Throws `Refusal` where there are none. */
export async function forecastNamed(app: App, named: NamedForecast): Promise<PublishedForecast> {
  const { environments, regions } = app.project.resolved;
  const { environment, region, cutoff } = named;
  checkEnvironment(environment, Object.keys(environments));
  checkRegion(region, regions);
  const [newest] = await app.withRegistry((registry) => registry.findForecasts(named));
  if (newest) return newest;
  throw refusal('nothing-published', { environment, region, ...(cutoff === undefined ? {} : { cutoff }) });
}

/** Divides what is asked of published forecasts: which are meant, and the rest. */
export function divideNamed<Asked extends NamedForecast>({
  environment,
  region,
  cutoff,
  publishedUpTo,
  ...rest
}: Asked): { readonly named: NamedForecast; readonly rest: Omit<Asked, keyof NamedForecast> } {
  const named = {
    ...{ environment, region },
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(publishedUpTo === undefined ? {} : { publishedUpTo }),
  };
  return { named, rest };
}
