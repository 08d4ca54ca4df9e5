import type { ActivityPorts } from './ports.ts';

/** Notes that controllers have been notified of changes up to a moment, except those of some regions. */
export async function markSignalled(
  { landingFiles }: Pick<ActivityPorts, 'landingFiles'>,
  { environment, upTo, except }: { environment: string; upTo: string; except?: readonly string[] },
): Promise<void> {
  await landingFiles.markSignalled(environment, upTo, except);
}
