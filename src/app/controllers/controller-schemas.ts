import { z } from 'zod';
import type { ControllerStatus } from '../../contracts/messages.ts';
import { triggerSchema, type LedgerEntry } from '../../contracts/trigger.ts';

/** A controller's status with the stage of its running cycle. */
export interface RegionStatus extends ControllerStatus {
  /** Left out where no cycle runs, or the server does not say. */
  readonly stage?: string;
}

const controllerStatusShape = {
  environment: z.string(),
  region: z.string(),
  pending: z.number(),
  paused: z.boolean(),
  pausedBy: z.string().exactOptional(),
  doing: z.string(),
  running: z.string().exactOptional(),
  cycles: z.number(),
  staleAt: z.string().exactOptional(),
  lastCycle: z
    .object({
      cycleId: z.string(),
      cutoff: z.string(),
      state: z.enum(['succeeded', 'degraded', 'failed']),
      failure: z.string().exactOptional(),
      failedSegments: z.array(z.string()),
    })
    .exactOptional(),
};

export const controllerStatusSchema: z.ZodType<ControllerStatus> = z.object(controllerStatusShape);

export const regionStatusSchema: z.ZodType<RegionStatus> = z.object({
  ...controllerStatusShape,
  stage: z.string().exactOptional(),
});

export const ledgerEntrySchema: z.ZodType<LedgerEntry> = z.object({
  trigger: triggerSchema,
  acceptedAt: z.string(),
  state: z.enum(['pending', 'running', 'ran', 'merged', 'failed']),
  cycleId: z.string().exactOptional(),
  mergedInto: z.string().exactOptional(),
  failure: z.string().exactOptional(),
});

/** Which regions of an environment an operation is about. */
export const regionsShape = {
  environment: z.string(),
  /** Default: all of the project's. */
  regions: z.array(z.string()).readonly().exactOptional(),
};
