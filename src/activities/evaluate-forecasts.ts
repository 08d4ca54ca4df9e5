import type { ArtifactRef } from '../contracts/artifact.ts';
import type { EvaluationSummary } from '../contracts/cycle.ts';
import { addWeeks, type Week } from '../contracts/week.ts';
import type { CyclePorts } from './ports.ts';

/** How far before a cycle's cutoff forecasts are evaluated again where late weeks touch them: a year. */
const mostWeeksBack = 52;

/**
 * Compares past forecasts with the actuals that have arrived since: those of the cutoffs within one horizon before the cycle's, and
 * further back where actuals came or changed after the evaluation before.
 */
export async function evaluateForecasts(
  { jobs, registry, project }: CyclePorts,
  input: { environment: string; region: string; cutoff: Week; cycleId: string; manifest: ArtifactRef },
): Promise<EvaluationSummary> {
  const { environment, region, cutoff, cycleId, manifest } = input;
  const { horizonWeeks } = project.resolved;
  const recentFrom = addWeeks(cutoff, -horizonWeeks);
  const previous = await registry.lastEvaluatedDataset(environment, region, cutoff, cycleId);
  const from = previous ? addWeeks(cutoff, -Math.max(horizonWeeks, mostWeeksBack)) : recentFrom;
  const forecasts = await registry.forecastsBefore(environment, region, from, cutoff);
  if (forecasts.length === 0) return { rows: 0, metrics: {} };
  return jobs.run('evaluate-forecasts', { ...{ manifest, forecasts, recentFrom }, ...(previous ? { previous } : {}) });
}
