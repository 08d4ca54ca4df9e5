import type {
  ComparedBacktest,
  ComparedIntervals,
  ExperimentComparison,
  PairedError,
  PairedErrors,
} from '../../contracts/experiment.ts';
import { units } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** A comparison of two backtests for a terminal: which one is better, how sure that is, and the errors of every week. */
export function comparisonText(comparison: ExperimentComparison): string {
  const { overall, intervals, slices } = comparison;
  return [
    headText(comparison),
    [
      verdictText('WAPE', overall.wape),
      verdictText('MAPE', overall.mape),
      ...(intervals ? intervalTexts(intervals) : []),
    ].join('\n'),
    weeksText(comparison),
    ...(slices ? [slicesText(slices)] : []),
  ].join('\n\n');
}

/** The outcome of one error in words. */
export function verdictText(name: string, error: PairedError | null): string {
  if (error === null) return `${name}: no row has sales`;
  const { a, b, difference, weeks, interval, verdict } = error;
  const levels = `${name} ${points(a)} → ${points(b)}`;
  const over = `over ${weeks} week${weeks === 1 ? '' : 's'}`;
  if (verdict === 'too-few-weeks') return `Too few weeks to tell: ${levels} ${over}; it takes 4`;
  if (difference === 0 && interval?.low === interval?.high)
    return `No difference: ${levels}, the same in every week, ${over}`;
  const range = interval ? rangeText(interval, verdict === 'no-difference') : '';
  const facts = `${levels}, ${sized(difference)}, 95% interval ${range} ${over}`;
  if (verdict === 'no-difference') return `No difference shown: ${facts}`;
  return `${verdict === 'b-better' ? 'B' : 'A'} is better: ${facts}`;
}

function intervalTexts({ rows, coverage, width, pinball }: ComparedIntervals): readonly string[] {
  const change = ({ a, b }: { readonly a: number; readonly b: number }) => `${points(a)} → ${points(b)}`;
  return [
    verdictText('pinball', pinball),
    `P10–P90 on ${rows} rows: holds ${change(coverage)}% of the actuals (target: 80%), width ${change(width)}% of the units`,
  ];
}

function headText({ forecaster, a, b, overall, otherActuals }: ExperimentComparison): string {
  return [
    `${forecaster} of A and B on ${overall.rows} rows that both have`,
    sideText('A', a),
    sideText('B', b),
    ...(otherActuals > 0
      ? [`${otherActuals} rows left out because their actuals differ: the data are not the same`]
      : []),
  ].join('\n');
}

function sideText(name: string, { file, options, rows, leftOut, onlyHere }: ComparedBacktest): string {
  const only = onlyHere > 0 ? `, ${onlyHere} only here` : '';
  const taught = leftOut > 0 ? `, ${leftOut} without a figure of their own` : '';
  return `${name}: ${file}, ${options ?? 'no options set'}, ${rows} rows${taught}${only}`;
}

function weeksText({ weeks }: ExperimentComparison): string {
  const rows = weeks.map(({ week, rows, actual, absoluteErrorA, absoluteErrorB }) => [
    week,
    String(rows),
    units(actual),
    units(absoluteErrorA),
    units(absoluteErrorB),
    signed(absoluteErrorB - absoluteErrorA, units),
  ]);
  return textTable(['week', 'rows', 'units', 'missed by A', 'missed by B', 'B less A'], rows);
}

function slicesText({ by, groups }: NonNullable<ExperimentComparison['slices']>): string {
  const head = [
    by,
    'rows',
    'weeks',
    'WAPE A',
    'WAPE B',
    'B less A',
    '95% interval',
    'by WAPE',
    'MAPE A',
    'MAPE B',
    'by MAPE',
  ];
  const note =
    groups.length > 1
      ? `\nOf ${groups.length} groups each is tested separately: one in twenty shows a difference by chance alone.`
      : '';
  return `${textTable(
    head,
    groups.map(({ group, ...errors }) => [group, ...sliceCells(errors)]),
  )}${note}`;
}

function sliceCells({ rows, wape, mape }: PairedErrors): string[] {
  const interval = wape?.interval;
  return [
    String(rows),
    String(wape?.weeks ?? 0),
    ...(wape
      ? [points(wape.a), points(wape.b), signed(100 * wape.difference, (size) => size.toFixed(1))]
      : ['-', '-', '-']),
    interval ? rangeSigned(interval) : '-',
    shown(wape),
    ...(mape ? [points(mape.a), points(mape.b)] : ['-', '-']),
    shown(mape),
  ];
}

function shown(error: PairedError | null): string {
  if (error === null) return '';
  return { 'a-better': 'A better', 'b-better': 'B better', 'no-difference': 'no', 'too-few-weeks': 'few weeks' }[
    error.verdict
  ];
}

/** `31.2` of a share. */
function points(share: number): string {
  return (100 * share).toFixed(1);
}

/** `0.8 points lower` */
function sized(difference: number): string {
  const size = points(Math.abs(difference));
  return `${size} point${size === '1.0' ? '' : 's'} ${difference < 0 ? 'lower' : 'higher'}`;
}

/** `0.3 to 1.3` where both ends lie on one side, or else `0.5 lower to 0.3 higher`. */
function rangeText({ low, high }: { readonly low: number; readonly high: number }, named: boolean): string {
  if (named) return `${points(-low)} lower to ${points(high)} higher`;
  const ends = [Math.abs(low), Math.abs(high)].sort((one, other) => one - other);
  return ends.map(points).join(' to ');
}

function rangeSigned({ low, high }: { readonly low: number; readonly high: number }): string {
  return [low, high].map((end) => signed(100 * end, (size) => size.toFixed(1))).join(' to ');
}

function signed(value: number, text: (size: number) => string): string {
  const size = text(Math.abs(value));
  if (!/[1-9]/.test(size)) return size;
  return `${value < 0 ? '−' : '+'}${size}`;
}
