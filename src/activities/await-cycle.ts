import { Context, heartbeat } from '@temporalio/activity';
import type { CycleEnd } from '../contracts/controller.ts';
import type { Week } from '../contracts/week.ts';
import type { ActivityPorts } from './ports.ts';

const lookEveryMs = 5000;

/** Waits for the end of a cycle that an earlier run of its controller has started. */
export async function awaitCycle(
  { cycles }: ActivityPorts,
  { environment, cycleId, cutoff }: { environment: string; cycleId: string; cutoff: Week },
): Promise<CycleEnd> {
  for (;;) {
    const end = await cycles.end(environment, { cycleId, cutoff });
    if (end) return end;
    heartbeat(`${cycleId} runs`);
    await Context.current().sleep(lookEveryMs);
  }
}
