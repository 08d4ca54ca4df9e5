import type { RegionAddress } from '../../contracts/region-address.ts';
import type { Orchestration } from '../../ports/orchestration.ts';
import { RequestRefusedError } from '../../ports/region-controllers.ts';
import type { App } from '../app.ts';
import { checkEnvironment, selectRegions } from '../of-project.ts';
import { refusal } from '../refusal.ts';

/** The regions of a project in an environment, those asked for or all. Throws `Refusal` on what the project lacks. */
export function addressesOf(
  { project }: App,
  { environment, regions }: { readonly environment: string; readonly regions?: readonly string[] },
): readonly RegionAddress[] {
  const { environments, regions: known } = project.resolved;
  checkEnvironment(environment, Object.keys(environments));
  const names = known.map(({ name }) => name);
  return selectRegions(names, regions).map((region) => ({ environment, region }));
}

/** Does something with the controllers of regions, one after the other. Throws `Refusal` where a controller refuses it. */
export function onEachRegion<Result>(
  app: App,
  addresses: readonly RegionAddress[],
  act: (controllers: Orchestration['controllers'], address: RegionAddress) => Promise<Result>,
): Promise<readonly Result[]> {
  return app.withOrchestration(async ({ controllers }) => {
    const results: Result[] = [];
    for (const address of addresses) results.push(await refusable(act(controllers, address)));
    return results;
  });
}

/** Turns what a controller refuses into a `Refusal`. */
export async function refusable<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof RequestRefusedError)) throw error;
    const { region, type, reason } = error;
    throw refusal('controller-refused', { region, type, reason }, { cause: error });
  }
}
