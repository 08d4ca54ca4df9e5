import { codeTrigger, retrainRegions, type RetrainingPorts } from '../../app/deployment/retrain-regions.ts';
import type { WatchTarget } from '../../ports/cycle-progress.ts';
import { regionRetrainingText } from '../../reports/deployment/retraining-text.ts';

/**
 * Asks the regions that this start has not asked for a cycle to retrain, in every environment, where their champions were trained with other
 * code. A region whose cycle of an earlier start was only followed has not been asked. Returns a line for each that was asked or could not be.
 *
 * @param followed what this start has asked for, or followed
 */
export async function retrainOthers(
  ports: RetrainingPorts,
  followed: readonly WatchTarget[],
  requestedBy: string,
): Promise<readonly string[]> {
  const { environments, regions } = ports.project.resolved;
  const isAsked = (environment: string, region: string): boolean =>
    followed.some((one) => one.triggerId !== undefined && one.environment === environment && one.region === region);
  const addresses = Object.keys(environments).flatMap((environment) =>
    regions.filter(({ name }) => !isAsked(environment, name)).map(({ name: region }) => ({ environment, region })),
  );
  const reason = 'shelfcast dev runs with other code';
  const outcomes = await retrainRegions(
    ports,
    addresses,
    codeTrigger(ports.project.codeVersion, { requestedBy, reason }),
  );
  return outcomes
    .filter(({ outcome }) => outcome === 'queued' || outcome === 'failed')
    .map((one) => `${one.environment}: ${regionRetrainingText(one)}`);
}
