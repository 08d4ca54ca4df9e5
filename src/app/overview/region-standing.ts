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
  const running = controller?.stage === undefined ? '' : ` (${controller.stage})`;
  if (cycle?.state === 'failed') return { standing: 'failed', reason: cycle.failure ?? 'the cycle failed' };
  if (controller?.paused) return { standing: 'paused', reason: controller.pausedBy ?? 'paused' };
  if (cycle?.state === 'running') {
    return { standing: 'running', reason: `the cycle of ${cycle.cutoff} runs${running}` };
  }
  if (!forecast) return { standing: 'never-published', reason: 'no forecast was ever published' };
  if (cycle?.state === 'degraded') return { standing: 'degraded', reason: cycle.degradedReasons.join('; ') };
  return { standing: 'published', reason: `published from ${forecast.cutoff}` };
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Whole weeks from one cutoff to a later one; 0 where either is unknown. */
export function weeksBehind(cutoff: string | undefined, newest: string | undefined): number {
  if (cutoff === undefined || newest === undefined) return 0;
  return Math.round((Date.parse(newest) - Date.parse(cutoff)) / weekMs);
}
