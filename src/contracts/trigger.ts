import { z } from 'zod';

/** `2026-11-09` */
const weekSchema = z.iso.date({ error: 'must be a week, the ISO date of the day it starts on (YYYY-MM-DD)' });

/** A request for a cycle, as a region's controller receives it. */
export const triggerSchema = z
  .strictObject({
    /** Chosen by the sender; a delivery with an id already seen counts once. */
    id: z.string().min(1).max(200),
    /** Why the cycle was requested. */
    cause: z.enum(['timer', 'data', 'code', 'stale', 'drift', 'request', 'backfill']),
    /** Who or what requested it: a person, a Schedule, a watcher. */
    requestedBy: z.string().min(1).max(200),
    /** The cutoff to run; left out, the last week the region has shipments for. */
    cutoff: weekSchema.optional(),
    /**
     * The day the sender looks from, e.g. the start of the last week that was over at a Schedule's nominal time: the cutoff is
     * the last week with shipments that starts on or before it, and models are as old as they are then.
     */
    asOf: weekSchema.optional(),
    /**
     * Retrain these segments (`format/velocity`) although nothing else asks for it; `all` for every one; `none` to score
     * with the champions there are, whatever else holds.
     */
    retrain: z.union([z.enum(['all', 'none']), z.array(z.string().min(1).max(200)).min(1).max(1000)]).optional(),
    /** Redo only what failed in the region's last cycle. */
    onlyFailed: z.boolean().optional(),
    reason: z.string().max(1000).optional(),
  })
  .refine(({ cutoff, asOf }) => cutoff === undefined || asOf === undefined, {
    path: ['asOf'],
    error: 'cannot be combined with a cutoff: give the cutoff, or the week to look from',
  })
  .refine(({ retrain, cutoff, asOf, onlyFailed }) => !onlyFailed || !(retrain ?? cutoff ?? asOf), {
    path: ['onlyFailed'],
    error: 'cannot be combined with retrain, cutoff or asOf: it redoes segments and cutoff of the last cycle',
  });
export type Trigger = z.infer<typeof triggerSchema>;

/** Where a trigger stands: waiting, being run, or ended, in the cycle it started or was merged into. */
export interface LedgerEntry {
  readonly trigger: Trigger;
  readonly acceptedAt: string;
  readonly state: 'pending' | 'running' | 'ran' | 'merged' | 'failed';
  /** Workflow id of the cycle that answers it, once one does. */
  readonly cycleId?: string;
  /** Id of the trigger that this one became part of, where it was merged while it waited. */
  readonly mergedInto?: string;
  /** Why no cycle could be run, where the state is `failed`, or why the cycle failed. */
  readonly failure?: string;
}
