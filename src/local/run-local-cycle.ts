import type { CyclePorts } from '../activities/ports.ts';
import type { CycleRunner } from '../cycle/cycle-steps.ts';
import { runCycle } from '../cycle/run-cycle.ts';
import type { RegionCycleInput, RegionCycleResult } from '../contracts/cycle.ts';
import { innermostMessage } from '../contracts/failures.ts';
import type { MemberName, Segment } from '../contracts/segment.ts';
import { regionCycleId } from '../contracts/workflow-ids.ts';
import { localSteps } from './local-steps.ts';

/** What a local cycle works with. */
export type LocalPorts = CyclePorts;

/** Who requested a local cycle: is notified of its progress, and can end it. */
export interface LocalWatch extends Pick<CycleRunner, 'enter' | 'source' | 'segment' | 'warn'> {
  member(segment: Segment, member: MemberName, state: string): void;
  /** Ends the cycle; its jobs are to be ended by the same signal. */
  readonly signal: AbortSignal;
}

/**
 * Runs a cycle in this process: the steps, their order and their decisions are those of the workflow `regionCycle`, without what
 * Temporal adds to them: no attempt follows one that failed, and what is interrupted is taken up by the next cycle, which finds
 * finished fits and checkpoints in the store.
 *
 * Throws where the data cannot be used, and the signal's reason where that aborts; the registry knows of either.
 */
export async function runLocalCycle(
  wanted: Omit<RegionCycleInput, 'number'>,
  ports: LocalPorts,
  watch: LocalWatch,
): Promise<RegionCycleResult> {
  const { environment, region, cutoff } = wanted;
  const { lastNumber } = await ports.registry.regionStanding(environment, region);
  const number = lastNumber + 1;
  const cycleId = regionCycleId(environment, region, cutoff, number);
  const failures = {
    isCancelled: () => watch.signal.aborted,
    failureReason,
    warn: (message: string, facts: Record<string, unknown>) => watch.warn(message, facts),
  };
  const steps = localSteps(ports, (segment) => ({
    ...failures,
    member: (member, state) => watch.member(segment, member, state),
  }));
  try {
    return await runCycle(cycleId, { ...wanted, number }, steps, {
      ...failures,
      endIfCancelled: () => watch.signal.throwIfAborted(),
      // What is under way in this process is not cut short by the signal; only jobs are ended by it.
      toItsEnd: (work) => work(),
      enter: (stage) => watch.enter(stage),
      source: (name, state) => watch.source(name, state),
      segment: (name, stage, detail) => watch.segment(name, stage, detail),
      // The result has them, and its reader shows them.
      data: () => undefined,
    });
  } catch (error) {
    watch.enter('failed');
    await steps.closeCycle({ cycleId, failure: watch.signal.aborted ? 'cancelled' : failureReason(error) });
    throw error;
  }
}

function failureReason(error: unknown): string {
  return error instanceof Error ? innermostMessage(error) : String(error);
}
