import { fitGridWeeks } from '../../contracts/fit-grid.ts';
import type { BacktestOptions } from '../../contracts/project.ts';
import {
  forecasters,
  type BacktestEvaluation,
  type BacktestReport,
  type Comparison,
  type Forecaster,
} from '../../contracts/backtest.ts';
import { perMember, segmentName } from '../../contracts/segment.ts';

/** Rows that are measured together: a segment, the segments of a region, or all. */
export interface Scope {
  /** `urban/large/fast`, `urban`, or `all`. */
  readonly name: string;
  readonly kind: 'segment' | 'region' | 'all';
  readonly region: string;
  readonly format: string;
  readonly velocity: string;
  readonly evaluation: BacktestEvaluation;
}

/** What a report can be grouped by: all groupings it knows, with attributes of stores. */
export function groupingsOf({ overall }: BacktestReport): readonly string[] {
  return ['step', 'item', 'cutoff', ...(overall.slices ?? []).map(({ by }) => by)];
}

/** Every scope of a report: segments, then regions, then all. A single segment or region is not repeated. */
export function scopesOf(report: BacktestReport): readonly Scope[] {
  const nothing = { region: '', format: '', velocity: '' };
  return [
    ...report.segments.map((evaluation) => {
      return { name: segmentName(evaluation.segment), kind: 'segment', ...evaluation.segment, evaluation } as const;
    }),
    ...report.regions
      .filter(({ region }) => report.segments.filter(({ segment }) => segment.region === region).length > 1)
      .map((evaluation) => {
        return { name: evaluation.region, kind: 'region', ...nothing, region: evaluation.region, evaluation } as const;
      }),
    ...(report.regions.length > 1
      ? [{ name: 'all', kind: 'all', ...nothing, evaluation: report.overall } as const]
      : []),
  ];
}

/** The widest scope of a report. */
export function widestScope(report: BacktestReport): Scope | undefined {
  return scopesOf(report).at(-1);
}

/** The parts of a scope, by step, item, cutoff or a slice, each with its name. */
export function groupsOf(
  { byStep, byItem, byCutoff, slices = [] }: BacktestEvaluation,
  grouping: string,
): readonly { readonly name: string; readonly metrics: Comparison }[] {
  switch (grouping) {
    case 'step':
      return byStep.map(({ step, metrics }) => ({ name: String(step), metrics }));
    case 'item':
      return byItem.map(({ item, metrics }) => ({ name: item, metrics }));
    case 'cutoff':
      return byCutoff.map(({ cutoff, metrics }) => ({ name: cutoff, metrics }));
    default:
      return (slices.find(({ by }) => by === grouping)?.groups ?? []).map(({ group, metrics }) => ({
        name: group,
        metrics,
      }));
  }
}

/** The errors of those forecasters. */
export function errorsIn(metrics: Comparison): readonly Comparison[Forecaster][] {
  return presentIn(metrics).map((name) => metrics[name]);
}

/** The forecasters of a comparison, in the order in which people read them. */
export function presentIn(comparison: Comparison): readonly Forecaster[] {
  return forecasters.filter((name) => comparison[name]);
}

/** What a forecaster is called in a report. */
export const forecasterNames: Readonly<Record<Forecaster, string>> = {
  baseline: 'baseline',
  baselineGeometric: 'geometric',
  ...perMember((member) => member),
  ensemble: 'ensemble',
};

/** When members are fitted in a backtest. */
export function refitsText(settings: Pick<BacktestOptions, 'refitEvery' | 'stepSizeWeeks'>): string {
  const gridWeeks = fitGridWeeks(settings);
  if (gridWeeks !== null) return `a fit every ${gridWeeks} weeks`;
  const n = settings.refitEvery;
  return n === 1 ? 'a fit at every window' : `a fit at every ${n}${n === 2 ? 'nd' : n === 3 ? 'rd' : 'th'} window`;
}
