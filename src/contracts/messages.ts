import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import { z } from 'zod';
import type { CycleEnd, LastCycle } from './cycle-end.ts';
import type { CycleStatus } from './cycle.ts';
import type { Decision, PromotionOutcome, PromotionStatus } from './promotion.ts';
import { velocities } from './segment.ts';
import type { LedgerEntry, Trigger } from './trigger.ts';

/** A controller's answer to a request or a data change: the trigger's id, and whether its id was known already. */
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
  /** Who paused the region, and why. */
  readonly pausedBy?: string;
  /** What the controller is doing or waiting for, in words. */
  readonly doing: string;
  /** Workflow id of the running cycle. */
  readonly running?: string;
  /** Cycles started since the controller was created. */
  readonly cycles: number;
  /** When the champions are stale unless they are trained before, ISO 8601; left out where none is known. */
  readonly staleAt?: string;
  readonly lastCycle?: LastCycle;
}

const who = z.string().min(1).max(200);
const why = z.string().min(1).max(1000);

/** Who pauses a region or stops its cycle, and why. */
export const pauseSchema = z.strictObject({ by: who, reason: why });
export const resumeSchema = z.strictObject({ by: who });
export const cancelSchema = z.strictObject({
  by: who,
  reason: why,
  /** Refused if another cycle is running by now. Left out: the running one. */
  cycleId: z.string().min(1).max(1000).optional(),
});
export const rollbackSchema = z.strictObject({
  by: who,
  reason: why,
  format: z.string().min(1).max(100),
  velocity: z.enum(velocities),
  /** An earlier champion of the segment. Left out: the one before. */
  version: z.string().min(1).max(100).optional(),
});
export type PauseRequest = z.infer<typeof pauseSchema>;
export type ResumeRequest = z.infer<typeof resumeSchema>;
export type CancelRequest = z.infer<typeof cancelSchema>;
export type RollbackRequest = z.infer<typeof rollbackSchema>;

/** What a rollback did: the champion before and after, and the trigger that scores again with it. */
export interface RollbackResult {
  readonly segment: string;
  readonly from: string;
  readonly to: string;
  readonly triggerId: string;
}

/** New or changed files for the region have settled in landing. */
export const dataChangedUpdate = defineUpdate<RequestDecision, [Trigger]>('dataChanged');
/** A cycle's last message, to the controller of its region. */
export const cycleEndedSignal = defineSignal<[CycleEnd]>('cycleEnded');
export const requestCycleUpdate = defineUpdate<RequestDecision, [Trigger]>('requestCycle');
export const pauseUpdate = defineUpdate<ControllerStatus, [PauseRequest]>('pause');
export const resumeUpdate = defineUpdate<ControllerStatus, [ResumeRequest]>('resume');
export const cancelCycleUpdate = defineUpdate<{ readonly cycleId: string }, [CancelRequest]>('cancelCycle');
export const rollbackUpdate = defineUpdate<RollbackResult, [RollbackRequest]>('rollback');
export const controllerStatusQuery = defineQuery<ControllerStatus>('status');
export const ledgerQuery = defineQuery<readonly LedgerEntry[]>('ledger');

export const cycleStatusQuery = defineQuery<CycleStatus>('status');

export const approveUpdate = defineUpdate<PromotionOutcome, [Decision]>('approve');
export const rejectUpdate = defineUpdate<PromotionOutcome, [Decision]>('reject');
/** A newer challenger of the segment is waiting now and replaces this one. */
export const supersedeSignal = defineSignal<[{ readonly by: string }]>('supersede');
export const promotionStatusQuery = defineQuery<PromotionStatus>('status');
