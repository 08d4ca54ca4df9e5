import { figuresOf, intervalFigures, type Figures } from './figures.ts';
import type { JudgedRows } from './judge.ts';

/** Ends of an interval: no forecasts to compare by their errors. */
const ends = ['p10', 'p90'];

/** All figures of a run, in per cent. */
type Summary = ReturnType<typeof summarise>;

/**
 * The errors of all forecasters over all rows, by cutoff and by segment.
 *
 * @param weeksUsed weeks that the members of a segment learned from, where they tell
 */
export function summarise(rows: JudgedRows, weeksUsed: Readonly<Record<string, number>>) {
  const { actual, forecasts } = rows;
  const figures = figuresByForecaster(rows);
  const quantiles = { p10: forecasts['p10'] ?? [], p50: forecasts['p50'] ?? [], p90: forecasts['p90'] ?? [] };
  const of = (name: string) => figures[name] ?? { mape: null, wape: null, bias: null };
  return {
    rows: actual.length,
    mape: pick(figures, 'mape'),
    wape: pick(figures, 'wape'),
    bias: pick(figures, 'bias'),
    ...intervalFigures(actual, quantiles),
    seasonalNaive: of('seasonalNaive'),
    mean8: of('mean8'),
    p50: of('p50'),
    mean: of('mean'),
    meanBias: of('mean').bias,
    cutoffs: grouped(rows, rows.cutoff).map(([cutoff, own]) => ({ cutoff, ...errorsOf(own) })),
    segments: grouped(rows, rows.segment).map(([segment, own]) => segmentOf(segment, own, weeksUsed[segment])),
    figures,
  };
}

/** Prints a table of forecasters, and one of cutoffs and segments. */
export function tell(
  { rows, figures, coverage, width, pinball, cutoffs, segments }: Summary,
  say: (line: string) => void,
) {
  const column = (figure: number | null) => (figure === null ? '–' : figure.toFixed(2)).padStart(8);
  const ensemble = figures['ensemble']?.mape ?? null;
  say(`\n${rows} rows, ${cutoffs.length} cutoffs\n`);
  say('forecaster        MAPE     WAPE     bias   ensemble’s MAPE lower by');
  for (const [name, { mape, wape, bias }] of Object.entries(figures)) {
    const lower = ensemble === null || mape === null ? null : 100 * (1 - ensemble / mape);
    say([name.padEnd(13), ...[mape, wape, bias, lower].map(column)].join(' '));
  }
  say(`\nP10 to P90 hold ${coverage} %, width ${width} %, pinball loss ${pinball} %\n`);
  for (const group of [...cutoffs, ...segments]) {
    const name = 'cutoff' in group ? `week ${group.cutoff}` : group.segment;
    const pair = (forecaster: string) =>
      `${column(group.mape[forecaster] ?? null)} /${column(group.wape[forecaster] ?? null)}`;
    const shown = ['lasso', 'network', 'ensemble', 'p50'].filter((forecaster) => forecaster in group.mape);
    say(`${name.padEnd(20)} ${shown.map((forecaster) => `${forecaster}${pair(forecaster)}`).join('   ')}`);
  }
}

/** Where there is an oracle, its errors are shown next to the ensemble's. */
function segmentOf(segment: string, rows: JudgedRows, weeksUsed: number | undefined) {
  const errors = errorsOf(rows);
  const [ensemble, oracle] = [errors.wape['ensemble'], errors.wape['oracle']];
  return {
    segment,
    ...errors,
    ...(ensemble && oracle
      ? { oracle: { mape: errors.mape['oracle'], wape: oracle }, ratio: Math.round((1000 * ensemble) / oracle) / 1000 }
      : {}),
    ...(weeksUsed === undefined ? {} : { weeksUsed }),
  };
}

function errorsOf(rows: JudgedRows) {
  const figures = figuresByForecaster(rows);
  return {
    rows: rows.actual.length,
    mape: pick(figures, 'mape'),
    wape: pick(figures, 'wape'),
    bias: pick(figures, 'bias'),
  };
}

function figuresByForecaster({ actual, forecasts }: JudgedRows): Readonly<Record<string, Figures>> {
  return Object.fromEntries(
    Object.entries(forecasts)
      .filter(([name, column]) => !ends.includes(name) && !column.every(Number.isNaN))
      .map(([name, column]) => [name, figuresOf(actual, column)]),
  );
}

function pick(figures: Readonly<Record<string, Figures>>, figure: keyof Figures): Record<string, number | null> {
  return Object.fromEntries(Object.entries(figures).map(([name, errors]) => [name, errors[figure]]));
}

/** The rows by a column's values, in the order of their first appearance. */
function grouped<Key>(rows: JudgedRows, keys: readonly Key[]): readonly (readonly [Key, JudgedRows])[] {
  const groups = Map.groupBy(keys.keys(), (row) => keys[row]!);
  return [...groups].map(([key, chosen]) => {
    const take = <Value>(column: readonly Value[]): Value[] => chosen.map((row) => column[row]!);
    return [
      key,
      {
        cutoff: take(rows.cutoff),
        segment: take(rows.segment),
        panel: take(rows.panel),
        series: take(rows.series),
        step: take(rows.step),
        actual: take(rows.actual),
        forecasts: Object.fromEntries(Object.entries(rows.forecasts).map(([name, column]) => [name, take(column)])),
      },
    ] as const;
  });
}
