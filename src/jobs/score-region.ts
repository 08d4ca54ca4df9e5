import type { ForecastSummary } from '../contracts/cycle.ts';
import { perMember } from '../contracts/segment.ts';
import { addWeeks } from '../contracts/week.ts';
import { readManifest } from '../datasets/read-manifest.ts';
import { readPanel } from '../datasets/read-panel.ts';
import { putCsv, putParquet } from '../datasets/write-artifact.ts';
import { baselineForecast, type Panel } from '../forecasting/index.ts';
import type { JobInput, SegmentToScore } from '../ports/job-runner.ts';
import { ForecastTable } from './forecast-table.ts';
import type { JobContext } from './job-context.ts';
import { scoreEnsemble } from './score-ensemble.ts';

/**
 * Scores every segment of a region. One that has no champion, or whose champion cannot score, gets the baseline: next
 * week's numbers are never missing because a model is.
 */
export async function scoreRegionJob(input: JobInput<'score-region'>, context: JobContext): Promise<ForecastSummary> {
  const manifest = await readManifest(context.store, input.manifest);
  const table = new ForecastTable();
  const baselineSegments: Record<string, string> = {};
  for (const one of input.segments) {
    const { format, velocity } = one.segment;
    context.progress({ step: `scoring ${format}/${velocity}` });
    const panel = await readPanel(context, manifest, format);
    const reason = await scoreSegment(one, panel, table, context);
    if (reason !== undefined) baselineSegments[`${format}/${velocity}`] = reason;
  }
  const columns = table.columns();
  return {
    rows: table.rows,
    parquet: await putParquet(context, columns),
    csv: await putCsv(context, columns),
    baselineSegments,
  };
}

/** Adds a segment's forecasts to the table; returns why the baseline had to do, if it had to. */
async function scoreSegment(
  { segment, items, champion }: SegmentToScore,
  panel: Panel,
  table: ForecastTable,
  context: JobContext,
): Promise<string | undefined> {
  const { horizonWeeks } = context.project.resolved;
  const cutoff = panel.weeks[panel.cutoffIndex] as string;
  const baseline = baselineForecast(panel, items, panel.cutoffIndex, horizonWeeks);
  const { scored, reason } = await tryChampion(champion, panel, items, context);
  baseline.seriesIndex.forEach((series, row) => {
    const step = baseline.step[row] as number;
    const average = baseline.values[row] as number;
    table.add({
      segment,
      store: panel.stores[panel.seriesStore[series] as number] as string,
      item: panel.items[panel.seriesItem[series] as number] as string,
      cutoff,
      step,
      week: addWeeks(cutoff, step),
      scoredBy: scored && champion ? champion.version : 'baseline',
      forecast: scored?.ensemble[row] ?? average,
      baseline: average,
      ...perMember((member) => scored?.members[member]?.values[row]),
      p10: scored?.p10[row],
      p50: scored?.p50[row],
      p90: scored?.p90[row],
    });
  });
  return reason;
}

async function tryChampion(
  champion: SegmentToScore['champion'],
  panel: Panel,
  items: readonly string[],
  context: JobContext,
) {
  if (!champion) return { reason: 'the segment has no champion' };
  try {
    return { scored: await scoreEnsemble(champion, panel, panel.cutoffIndex, items, context) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: `champion ${champion.version} cannot score: ${message}` };
  }
}
