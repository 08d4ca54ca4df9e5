import { z } from 'zod';

/** `2026-11-09` */
const weekSchema = z.iso.date({ error: 'must be a week, the ISO date of the day it starts on (YYYY-MM-DD)' });

/** A wish for a cycle, as it reaches a region's controller. */
export const triggerSchema = z.strictObject({
  /** Chosen by the sender; a delivery with an id already seen counts once. */
  id: z.string().min(1).max(200),
  /** Why the cycle was asked for. */
  cause: z.enum(['timer', 'data', 'code', 'stale', 'drift', 'request', 'backfill']),
  /** Who or what asked: a person, a Schedule, a watcher. */
  requestedBy: z.string().min(1).max(200),
  /** The cutoff to run; left out, the last week the region has shipments for. */
  cutoff: weekSchema.optional(),
  /** Retrain these segments (`format/velocity`) although nothing else asks for it; `all` for every one. */
  retrain: z.union([z.literal('all'), z.array(z.string().min(1))]).optional(),
  reason: z.string().max(1000).optional(),
});
export type Trigger = z.infer<typeof triggerSchema>;

/** Where a trigger stands: waiting, being run, or ended, in the cycle it started or was merged into. */
export interface LedgerEntry {
  readonly trigger: Trigger;
  readonly acceptedAt: string;
  readonly state: 'pending' | 'running' | 'ran' | 'merged' | 'failed';
  /** Workflow id of the cycle that answers it, once one does. */
  readonly cycleId?: string;
  /** Why no cycle could be run, where the state is `failed`. */
  readonly failure?: string;
}
