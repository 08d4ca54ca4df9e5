import type { EvaluationSummary } from '../contracts/cycle.ts';
import type { CyclePorts } from './ports.ts';

/** Enters the evaluation of a cycle in the registry. */
export async function recordEvaluation(
  { registry }: CyclePorts,
  { cycleId, evaluation }: { readonly cycleId: string; readonly evaluation: EvaluationSummary },
): Promise<void> {
  await registry.recordEvaluation(cycleId, evaluation);
}
