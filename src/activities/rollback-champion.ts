import type { RollbackRequest, RollbackResult } from '../contracts/messages.ts';
import { segmentName } from '../contracts/segment.ts';
import { RollbackRefusedError } from '../ports/champions.ts';
import type { ActivityPorts } from './ports.ts';
import { refusedFailure } from './to-failure.ts';

/**
 * Makes an earlier champion of a segment the champion again.
 *
 * @param input.id names the rollback: repeated, it answers as before and changes nothing
 */
export async function rollbackChampion(
  { registry }: ActivityPorts,
  input: { environment: string; region: string; request: RollbackRequest; id: string },
): Promise<Omit<RollbackResult, 'triggerId'>> {
  const { environment, region, request, id } = input;
  const { by, reason, format, velocity, version } = request;
  const segment = { region, format, velocity };
  const to = version === undefined ? {} : { to: version };
  try {
    const done = await registry.rollback({ id, environment, segment, ...to, actor: by, reason });
    return { segment: segmentName(segment), ...done };
  } catch (error) {
    if (!(error instanceof RollbackRefusedError)) throw error;
    const { refusal, champion } = error;
    throw refusedFailure(error, {
      refusal,
      environment,
      segment,
      champion: champion ?? null,
      version: version ?? null,
    });
  }
}
