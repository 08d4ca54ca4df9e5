import type { Week } from '../contracts/week.ts';
import { addWeeks } from '../contracts/week.ts';
import type { MemberName } from '../contracts/segment.ts';
import { members, perMember } from '../contracts/segment.ts';
import { seriesLevels } from './baseline.ts';
import type { MemberColumns } from './blend.ts';
import { RowsOutOfLineError } from './errors.ts';
import type { MemberForecast } from './member-forecast.ts';
import { oddityIn } from './odd-window.ts';
import type { Panel } from './panel.ts';

/**
 * Backtest forecasts with the actuals, column by column; one row per series, cutoff and step whose actual is known. Units
 * throughout. A member that has no forecast at all has no column; where it lacks one in some windows, the rows hold NaN.
 */
export interface BacktestRows extends Partial<Readonly<Record<MemberName, ArrayLike<number>>>> {
  readonly store: readonly string[];
  readonly item: readonly string[];
  readonly cutoff: readonly Week[];
  readonly step: ArrayLike<number>;
  /** The target week. */
  readonly week: readonly Week[];
  readonly actual: ArrayLike<number>;
  /** The arithmetic mean of the past. */
  readonly baseline: ArrayLike<number>;
  /** The geometric mean of the past, for reports. */
  readonly baselineGeometric: ArrayLike<number>;
  /** Per member and row 1 where the baseline stands in for it; absent where it nowhere does. */
  readonly byBaseline?: MemberColumns;
  /** Local variance of the logs, of members that know one. */
  readonly variance?: MemberColumns;
  /** Windows that are not like the rest of the history, by cutoff, with the reason. They are shown and decide nothing. */
  readonly odd?: Readonly<Record<Week, string>>;
  /** Further columns by name, for reports alone: numbers, NaN where there is none, or texts. */
  readonly facts?: Readonly<Record<string, ArrayLike<number | string>>>;
}

/** What the members forecast in one window, in the common row order. A member whose fit failed is absent. */
export interface WindowForecasts extends Partial<Readonly<Record<MemberName, MemberForecast>>> {
  readonly cutoffIndex: number;
  readonly baseline: MemberForecast;
}

/**
 * Joins the forecasts of all windows with the actuals of a panel that already knows them.
 *
 * @throws RowsOutOfLineError where a window's forecasts are not of the same rows
 */
export function backtestRows(panel: Panel, windows: readonly WindowForecasts[]): BacktestRows {
  const store: string[] = [];
  const item: string[] = [];
  const cutoff: Week[] = [];
  const step: number[] = [];
  const week: Week[] = [];
  const actual: number[] = [];
  const baseline: number[] = [];
  const baselineGeometric: number[] = [];
  const columns = () => perMember((): number[] => []);
  const [forecasts, byBaseline, variance] = [columns(), columns(), columns()];
  const odd: Record<Week, string> = {};
  const oddityOf = oddityIn(panel);
  for (const window of windows) {
    checkLines(window);
    const geometric = seriesLevels(panel, window.cutoffIndex, 'geometric');
    const cutoffWeek = panel.weeks[window.cutoffIndex]!;
    const horizonWeeks = window.baseline.step.reduce((largest, step) => Math.max(largest, step), 1);
    const oddity = oddityOf(window.cutoffIndex, horizonWeeks);
    if (oddity !== undefined) odd[cutoffWeek] = oddity;
    window.baseline.seriesIndex.forEach((series, row) => {
      const h = window.baseline.step[row]!;
      const target = window.cutoffIndex + h;
      const units = target <= panel.cutoffIndex ? panel.units[series * panel.weeks.length + target]! : Number.NaN;
      if (Number.isNaN(units)) return;
      store.push(panel.stores[panel.seriesStore[series]!]!);
      item.push(panel.items[panel.seriesItem[series]!]!);
      cutoff.push(cutoffWeek);
      step.push(h);
      week.push(addWeeks(cutoffWeek, h));
      actual.push(units);
      baseline.push(window.baseline.values[row]!);
      baselineGeometric.push(geometric[series]!);
      for (const member of members) {
        forecasts[member].push(window[member]?.values[row] ?? Number.NaN);
        byBaseline[member].push(window[member]?.byBaseline?.[row] ?? 0);
        variance[member].push(window[member]?.variance?.[row] ?? Number.NaN);
      }
    });
  }
  const present = members.filter((member) => windows.some((window) => window[member]));
  return {
    store,
    item,
    cutoff,
    step: Int32Array.from(step),
    week,
    actual: Float64Array.from(actual),
    baseline: Float64Array.from(baseline),
    baselineGeometric: Float64Array.from(baselineGeometric),
    ...columnsOf(present, (member) => forecasts[member]),
    byBaseline: columnsOf(
      present.filter((member) => byBaseline[member].includes(1)),
      (member) => byBaseline[member],
    ),
    variance: columnsOf(
      present.filter((member) => variance[member].some(Number.isFinite)),
      (member) => variance[member],
    ),
    odd,
  };
}

/** Some of the rows, in their order. */
export function selectRows(rows: BacktestRows, chosen: readonly number[]): BacktestRows {
  const texts = (column: readonly string[]) => chosen.map((row) => column[row]!);
  const numbers = (column: ArrayLike<number>) => Float64Array.from(chosen, (row) => column[row]!);
  const chosenOf = (columns: MemberColumns) => {
    const present = members.filter((member) => columns[member]);
    return columnsOf(present, (member) => numbers(columns[member]!));
  };
  return {
    store: texts(rows.store),
    item: texts(rows.item),
    cutoff: texts(rows.cutoff),
    step: Int32Array.from(chosen, (row) => rows.step[row]!),
    week: texts(rows.week),
    actual: numbers(rows.actual),
    baseline: numbers(rows.baseline),
    baselineGeometric: numbers(rows.baselineGeometric),
    ...chosenOf(rows),
    ...(rows.byBaseline ? { byBaseline: chosenOf(rows.byBaseline) } : {}),
    ...(rows.variance ? { variance: chosenOf(rows.variance) } : {}),
    ...(rows.odd ? { odd: rows.odd } : {}),
    ...(rows.facts ? { facts: chosenFacts(rows.facts, chosen) } : {}),
  };
}

function chosenFacts(facts: NonNullable<BacktestRows['facts']>, chosen: readonly number[]) {
  return Object.fromEntries(Object.entries(facts).map(([name, values]) => [name, chosen.map((row) => values[row]!)]));
}

/** The positions of all rows. */
export function rowIndices(rows: BacktestRows): number[] {
  return Array.from({ length: rows.actual.length }, (_, row) => row);
}

function columnsOf(
  present: readonly MemberName[],
  valuesOf: (member: MemberName) => ArrayLike<number>,
): Partial<Record<MemberName, Float64Array>> {
  return Object.fromEntries(present.map((member) => [member, Float64Array.from(valuesOf(member))]));
}

function checkLines(window: WindowForecasts): void {
  const { seriesIndex, step } = window.baseline;
  for (const member of members) {
    const forecast = window[member];
    if (!forecast) continue;
    const inLine = forecast.seriesIndex.every((s, row) => s === seriesIndex[row] && forecast.step[row] === step[row]);
    if (forecast.values.length !== seriesIndex.length || !inLine) {
      throw new RowsOutOfLineError(`The forecast of ${member}`, seriesIndex.length, forecast.values.length);
    }
  }
}
