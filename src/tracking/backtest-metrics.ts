import type { BacktestEvaluation } from '../contracts/backtest.ts';
import type { BacktestSummary } from '../contracts/cycle.ts';
import type { ErrorMetrics } from '../contracts/metrics.ts';
import type { TrackedMetric } from '../ports/model-tracking.ts';

/**
 * A backtest's figures by name: `backtest/<forecaster>/<figure>` over all rows, `window/…` with the window's number as the step
 * (1 is the oldest), `ahead/…` with the weeks ahead as the step. What the rows leave undefined is left out.
 */
export function backtestMetrics(
  summary: BacktestSummary,
  evaluation: BacktestEvaluation | undefined,
  timestamp: number,
): TrackedMetric[] {
  const { reduction, reductionGeometric, coverage, weights } = summary;
  const overall = { ...summary.metrics, ...evaluation?.overall };
  return [
    ...figuresOf('backtest', overall, 0, timestamp),
    ...figures('backtest', { reduction, 'reduction-geometric': reductionGeometric, coverage }, 0, timestamp),
    ...figuresOf('published', { ...summary.published }, 0, timestamp),
    ...figures('weight', weights, 0, timestamp),
    ...(evaluation?.byCutoff ?? []).flatMap(({ metrics }, index) => figuresOf('window', metrics, index + 1, timestamp)),
    ...(evaluation?.byStep ?? []).flatMap(({ step, metrics }) => figuresOf('ahead', metrics, step, timestamp)),
  ];
}

function figuresOf(
  prefix: string,
  comparison: Readonly<Record<string, ErrorMetrics>>,
  step: number,
  timestamp: number,
): TrackedMetric[] {
  return Object.entries(comparison).flatMap(([forecaster, metrics]) =>
    figures(`${prefix}/${forecaster}`, { ...metrics }, step, timestamp),
  );
}

function figures(
  prefix: string,
  values: Readonly<Record<string, number | null>>,
  step: number,
  timestamp: number,
): TrackedMetric[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || !Number.isFinite(value) ? [] : [{ key: `${prefix}/${name}`, value, step, timestamp }],
  );
}
