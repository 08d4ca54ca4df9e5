import type { ArtifactRef } from '../contracts/artifact.ts';
import type { EvaluationSummary } from '../contracts/cycle.ts';
import { addWeeks, type Week } from '../contracts/week.ts';
import type { CyclePorts } from './ports.ts';

/** Holds past forecasts against the actuals that have arrived since. */
export async function evaluateForecasts(
  { jobs, registry, project }: CyclePorts,
  input: { environment: string; region: string; cutoff: Week; cycleId: string; manifest: ArtifactRef },
): Promise<EvaluationSummary> {
  const { environment, region, cutoff, cycleId, manifest } = input;
  const from = addWeeks(cutoff, -project.resolved.horizonWeeks);
  const forecasts = await registry.forecastsBefore(environment, region, from, cutoff);
  const evaluation: EvaluationSummary =
    forecasts.length === 0 ? { rows: 0, metrics: {} } : await jobs.run('evaluate-forecasts', { manifest, forecasts });
  await registry.recordEvaluation(cycleId, evaluation);
  return evaluation;
}
