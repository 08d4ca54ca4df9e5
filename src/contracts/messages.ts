import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CycleStatus } from './cycle.ts';
import type { LedgerEntry, Trigger } from './trigger.ts';

/** A controller's answer to a request: the trigger's id, and whether a cycle waits or runs already. */
export interface RequestDecision {
  readonly triggerId: string;
  readonly decision: 'queued' | 'duplicate';
}

/** What the `status` query of a controller answers. */
export interface ControllerStatus {
  readonly environment: string;
  readonly region: string;
  readonly pending: number;
  readonly paused: boolean;
  /** Workflow id of the cycle that runs now. */
  readonly running?: string;
  /** Cycles started since the controller exists. */
  readonly cycles: number;
}

/** New or changed files for the region have settled in landing. */
export const dataChangedSignal = defineSignal<[Trigger]>('dataChanged');
export const requestCycleUpdate = defineUpdate<RequestDecision, [Trigger]>('requestCycle');
export const pauseUpdate = defineUpdate<ControllerStatus, [{ readonly by: string; readonly reason: string }]>('pause');
export const resumeUpdate = defineUpdate<ControllerStatus, [{ readonly by: string }]>('resume');
export const controllerStatusQuery = defineQuery<ControllerStatus>('status');
export const ledgerQuery = defineQuery<readonly LedgerEntry[]>('ledger');
export const cycleStatusQuery = defineQuery<CycleStatus>('status');
