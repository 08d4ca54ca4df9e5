import type { Segment } from '../contracts/segment.ts';
import type { ActivityPorts } from './ports.ts';

/** Ends, in the registry, a wait whose workflow is gone without a word: somebody has terminated it. */
export async function endLostWait(
  { registry }: ActivityPorts,
  { environment, segment, run, by }: { environment: string; segment: Segment; run: string; by: string },
): Promise<void> {
  const waiting = await registry.waitingPromotions(environment, segment);
  const lost = waiting.find((one) => one.run === run);
  if (!lost) return;
  const { at: _at, ...decision } = lost;
  await registry.recordDecision({
    ...decision,
    id: `${run}/supersede`,
    kind: 'supersede',
    actor: by,
    reason: `${by} takes its place; its workflow had ended without a decision`,
  });
}
