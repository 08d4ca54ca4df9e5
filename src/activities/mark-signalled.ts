import type { ActivityPorts } from './ports.ts';

/** Notes that controllers have been notified of changes up to a moment. */
export async function markSignalled(
  { landingFiles }: Pick<ActivityPorts, 'landingFiles'>,
  { environment, upTo }: { environment: string; upTo: string },
): Promise<void> {
  await landingFiles.markSignalled(environment, upTo);
}
