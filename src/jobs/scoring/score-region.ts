import type { ForecastSummary, ScoringFallback } from '../../contracts/cycle.ts';
import { perMember, type MemberName } from '../../contracts/segment.ts';
import { addWeeks } from '../../contracts/week.ts';
import { readManifest } from '../../datasets/read-manifest.ts';
import { readPanel } from '../../datasets/read-panel.ts';
import { putCsv, putParquet } from '../../datasets/write-artifact.ts';
import {
  baselineForecast,
  fallbackForecast,
  type MemberForecast,
  type Panel,
  type PublishedColumns,
} from '../../forecasting/index.ts';
import type { JobInput, SegmentToScore } from '../../ports/job-runner.ts';
import type { JobContext } from '../job-context.ts';
import { ForecastTable } from './forecast-table.ts';
import { readItems, type LaidOutSegment } from '../segment-items.ts';
import { scoreEnsemble } from './score-ensemble.ts';

/** A segment to score, with its items in memory. */
type SegmentInMemory = Omit<SegmentToScore, 'items'> & Pick<LaidOutSegment, 'items'>;

/** A segment's forecasts, and what made them. */
interface Scored {
  readonly scoredBy: string;
  readonly baseline: MemberForecast;
  readonly members: Partial<Readonly<Record<MemberName, MemberForecast>>>;
  readonly published: PublishedColumns;
  /** Left out where the champion scored. */
  readonly fallback?: ScoringFallback;
}

/**
 * Scores every segment of a region. One that has no model, or whose model cannot score, gets the seasonal member or the mean,
 * whichever did better on the newest weeks: next week's numbers are never missing because a model is.
 */
export async function scoreRegionJob(input: JobInput<'score-region'>, context: JobContext): Promise<ForecastSummary> {
  const manifest = await readManifest(context.store, input.manifest);
  const table = new ForecastTable();
  const fallbacks: Record<string, ScoringFallback> = {};
  for (const stored of input.segments) {
    const one = await readItems(context.store, stored);
    const { format, velocity } = one.segment;
    context.progress({ step: `scoring ${format}/${velocity}` });
    const panel = await readPanel(context, manifest, format);
    const scored = await scoreSegment(one, panel, context);
    addRows(one, panel, scored, table);
    if (scored.fallback) fallbacks[`${format}/${velocity}`] = scored.fallback;
  }
  const columns = table.columns();
  return {
    rows: table.rows,
    parquet: await putParquet(context, columns),
    csv: await putCsv(context, columns),
    fallbacks,
  };
}

async function scoreSegment(one: SegmentInMemory, panel: Panel, context: JobContext): Promise<Scored> {
  const { items, champion, provisional, fallback } = one;
  if (!champion) return byFallback(one, panel, context, fallback ? '' : 'the segment has no champion');
  const { version } = champion;
  const { horizonWeeks } = context.project.resolved;
  try {
    const scored = await scoreEnsemble(champion, panel, panel.cutoffIndex, items, context);
    return {
      scoredBy: version,
      baseline: baselineForecast(panel, items, panel.cutoffIndex, horizonWeeks),
      members: scored.members,
      published: scored,
      ...(provisional === undefined ? {} : { fallback: { by: 'challenger', version, reason: provisional } }),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return byFallback(one, panel, context, `model ${version} cannot score: ${message}`);
  }
}

function byFallback({ items, fallback }: SegmentInMemory, panel: Panel, { project }: JobContext, why: string): Scored {
  const { horizonWeeks, backtest, aim, features } = project.resolved;
  const { leadWeeks } = features;
  const { by, reason, seasonal, baseline, published } = fallbackForecast(panel, {
    ...{ items, horizonWeeks, leadWeeks, backtest, aim },
    wanted: fallback,
  });
  const said = [why, reason].filter((text) => text !== '').join('; ');
  return { scoredBy: by, baseline, members: { seasonal }, published, fallback: { by, reason: said } };
}

function addRows({ segment }: SegmentInMemory, panel: Panel, scored: Scored, table: ForecastTable): void {
  const { scoredBy, baseline, members: forecasts, published } = scored;
  const cutoff = panel.weeks[panel.cutoffIndex] as string;
  baseline.seriesIndex.forEach((series, row) => {
    const step = baseline.step[row] as number;
    table.add({
      segment,
      store: panel.stores[panel.seriesStore[series] as number] as string,
      item: panel.items[panel.seriesItem[series] as number] as string,
      cutoff,
      step,
      week: addWeeks(cutoff, step),
      scoredBy,
      forecast: published.ensemble[row] as number,
      mean: published.mean[row],
      p10: published.p10[row],
      p50: published.p50[row],
      p90: published.p90[row],
      baseline: baseline.values[row] as number,
      ...perMember((member) => forecasts[member]?.values[row]),
    });
  });
}
