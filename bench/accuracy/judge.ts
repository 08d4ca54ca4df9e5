import { members } from '../../src/contracts/segment.ts';
import { applyEnsemble, backtestRows, fitEnsemble, priorWeightsOf } from '../../src/forecasting/index.ts';
import type { EnsembleForecast, Panel } from '../../src/forecasting/index.ts';
import { ensembleOptions } from '../../src/jobs/backtest/ensemble-options.ts';
import type { Protocol } from './protocol.ts';
import type { BenchWindow } from './windows.ts';

/** All forecasters on the rows that count, column by column; units, NaN where a forecaster has none. */
export interface JudgedRows {
  readonly cutoff: number[];
  readonly segment: string[];
  readonly panel: string[];
  /** Index of the series in its panel. */
  readonly series: number[];
  readonly step: number[];
  readonly actual: number[];
  readonly forecasts: Record<string, number[]>;
}

/** What an ensemble gives besides its forecast. An unbiased mean comes from products that have one. */
const parts = ['ensemble', 'p10', 'p50', 'p90', 'mean'] as const;
type Blended = EnsembleForecast & { readonly mean?: Float64Array };

/**
 * Judges the windows of the judged cutoffs. The ensemble of a window is fitted on the segment's earlier windows whose target weeks
 * are all known by then, as a cycle does with its backtest; where there are none it has the default weights, and no quantiles.
 */
export function judge(
  protocol: Protocol,
  panels: ReadonlyMap<string, Panel>,
  windows: readonly BenchWindow[],
): JudgedRows {
  const rows: JudgedRows = { cutoff: [], segment: [], panel: [], series: [], step: [], actual: [], forecasts: {} };
  for (const window of windows.filter(({ week }) => protocol.judged.includes(week))) {
    const earlier = windows
      .filter(({ segment, week }) => segment === window.segment && week + protocol.horizonWeeks <= window.week)
      .slice(-protocol.ensembleCutoffs);
    const panel = panels.get(window.panel)!;
    addWindow(rows, protocol, panel, window, blend(protocol, panel, window, earlier));
  }
  return rows;
}

function blend(
  { settings }: Protocol,
  panel: Panel,
  window: BenchWindow,
  earlier: readonly BenchWindow[],
): Partial<Blended> & Pick<Blended, 'ensemble'> {
  const options = ensembleOptions(settings);
  if (earlier.length > 0) return applyEnsemble(fitEnsemble(backtestRows(panel, earlier), options), window);
  const own = fitEnsemble(backtestRows(panel, [window]), options);
  return {
    ensemble: applyEnsemble(
      { ...own, weights: priorWeightsOf(members.filter((member) => window[member])), shift: 0 },
      window,
    ).ensemble,
  };
}

function addWindow(
  rows: JudgedRows,
  protocol: Protocol,
  panel: Panel,
  window: BenchWindow,
  blended: Partial<Blended>,
): void {
  const { cutoffIndex, baseline } = window;
  const others = protocol.others(panel, cutoffIndex);
  const add = (name: string, value: number) => (rows.forecasts[name] ??= []).push(value);
  const counted = countedSeries(protocol, panel, cutoffIndex);
  baseline.seriesIndex.forEach((series, row) => {
    const step = baseline.step[row]!;
    const actual = panel.units[series * panel.weeks.length + cutoffIndex + step]!;
    if (Number.isNaN(actual) || !counted(series)) return;
    rows.cutoff.push(window.week);
    rows.segment.push(window.segment);
    rows.panel.push(window.panel);
    rows.series.push(series);
    rows.step.push(step);
    rows.actual.push(actual);
    add('baseline', baseline.values[row]!);
    for (const [name, forecast] of Object.entries(others)) add(name, forecast(series, step));
    for (const member of members) add(member, window[member]?.values[row] ?? Number.NaN);
    for (const part of parts) add(part, blended[part]?.[row] ?? Number.NaN);
  });
}

function countedSeries({ counts }: Protocol, panel: Panel, cutoffIndex: number): (series: number) => boolean {
  if (!counts) return () => true;
  const known = panel.seriesItem.map((_, series) => (counts(panel, series, cutoffIndex) ? 1 : 0));
  return (series) => known[series] === 1;
}
