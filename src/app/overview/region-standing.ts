import type { RegisteredCycle } from '../../ports/cycle-catalogue.ts';
import type { PublishedForecast } from '../../ports/forecast-catalogue.ts';
import type { RegionStatus } from '../controllers/controller-schemas.ts';

/**
 * How a region stands, the worst first: its last cycle failed, nothing was ever published, somebody paused it, its last forecasts fell
 * short, a cycle runs, all is well.
 */
export const standings = ['failed', 'never-published', 'paused', 'degraded', 'running', 'published'] as const;
export type Standing = (typeof standings)[number];

interface Known {
  readonly forecast?: PublishedForecast;
  readonly cycle?: RegisteredCycle;
  readonly controller?: RegionStatus;
}

/** How a region stands and why, by what is known of it. */
export function standingOf({ forecast, cycle, controller }: Known): { standing: Standing; reason: string } {
  if (cycle?.state === 'failed') return { standing: 'failed', reason: cycle.failure ?? 'the cycle failed' };
  const paused = controller?.paused ? (controller.pausedBy ?? 'nobody says by whom') : undefined;
  const stage = controller?.stage === undefined ? '' : ` (${controller.stage})`;
  const running = cycle?.state === 'running' ? `the cycle of ${cycle.cutoff} runs${stage}` : undefined;
  if (!forecast) {
    // The first cycle of a new region is no fault.
    if (running !== undefined) return { standing: 'running', reason: `${running}; nothing was published before` };
    return {
      standing: 'never-published',
      reason: `no forecast was ever published${paused === undefined ? '' : `; paused: ${paused}`}`,
    };
  }
  if (paused !== undefined) return { standing: 'paused', reason: paused };
  if (cycle?.state === 'degraded') return { standing: 'degraded', reason: cycle.degradedReasons.join('; ') };
  if (running !== undefined) return { standing: 'running', reason: running };
  return { standing: 'published', reason: `published from ${forecast.cutoff}` };
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Whole weeks from one cutoff to a later one; 0 where either is unknown. */
export function weeksBehind(cutoff: string | undefined, newest: string | undefined): number {
  if (cutoff === undefined || newest === undefined) return 0;
  return Math.round((Date.parse(newest) - Date.parse(cutoff)) / weekMs);
}
