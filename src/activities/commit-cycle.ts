import type { Challenger, ForecastSummary, SegmentOutcome } from '../contracts/cycle.ts';
import { publishedName } from '../contracts/published-name.ts';
import type { Week } from '../contracts/week.ts';
import type { JudgedChange, LeftOut } from '../ports/registry.ts';
import type { CyclePorts } from './ports.ts';

/** What a cycle has made, all of which takes effect at once. */
export interface CycleCommit {
  readonly environment: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly cycleId: string;
  readonly datasetVersion: string;
  readonly forecasts: ForecastSummary;
  readonly segments: readonly SegmentOutcome[];
  /** Challengers that passed their gate, under a policy that asks nobody else. */
  readonly passed: readonly Challenger[];
}

/**
 * The commit point of a cycle: its challengers become champions and its forecasts the published ones, in one transaction. Before it
 * a cycle has changed neither, after it it has not failed.
 */
export async function commitCycle(
  { registry, store }: CyclePorts,
  commit: CycleCommit,
): Promise<{ readonly uri: string; readonly leftOut: readonly LeftOut[] }> {
  const { environment, region, cutoff, cycleId, datasetVersion, forecasts, segments, passed } = commit;
  const { parquet, csv, rows } = forecasts;
  const uri = store.publishedUri(publishedName(commit, 'csv'));
  const scoredBy = segments.map(({ segment, scoredBy: server, champion, provisional }) => {
    const version = server === 'champion' ? champion : provisional;
    return [`${segment.format}/${segment.velocity}`, version ?? server];
  });
  const leftOut = await registry.recordForecast(
    {
      ...{ environment, region, cutoff, cycleId, datasetVersion, rows, parquet, csv, uri },
      scoredBy: Object.fromEntries(scoredBy) as Record<string, string>,
    },
    passed.map((challenger) => championChange(environment, cycleId, challenger)),
  );
  return { uri, leftOut };
}

/** A challenger as champion, with the figures the gate saw. */
function championChange(
  environment: string,
  cycleId: string,
  { segment, version, gate, backtest, comparedWith }: Challenger,
): JudgedChange {
  const facts = { policy: 'automatic', gate, metrics: backtest.metrics };
  return { environment, segment, version, actor: cycleId, comparedWith: comparedWith ?? null, facts };
}
