import type { BacktestReport, Comparison } from '../../contracts/backtest.ts';
import { flooredNoteOf, mapeText, reductionBetween } from '../../contracts/shown-mape.ts';
import { segmentName } from '../../contracts/segment.ts';
import { changedTexts } from './changed-options.ts';
import { percent, signedPercent, units } from '../figures.ts';
import { textTable } from '../text-table.ts';
import { errorsIn, forecasterNames, groupsOf, refitsText, presentIn, scopesOf, widestScope } from './groups.ts';
import { floorText, publishedColumns, publishedRows } from './published.ts';

const figureColumns = ['MAPE', 'WAPE', 'bias', 'RMSE 0', 'RMSE All', 'MASE', 'P10–P90', 'against baseline', 'rows'];

/**
 * A backtest for a terminal: errors of every segment, region and of all; then, of the widest of them, by step, or whatever
 * `by` says.
 */
export function backtestText(report: BacktestReport, by = 'step'): string {
  const parts = [
    headText(report),
    comparisonTable(
      'segment',
      scopesOf(report).map(({ name, evaluation }) => ({ name, metrics: evaluation.overall })),
    ),
  ];
  parts.push(...publishedText(report));
  const widest = widestScope(report);
  if (widest) {
    const groups = groupsOf(widest.evaluation, by);
    parts.push(`${widest.name} by ${by}`, comparisonTable(by, groups));
  }
  const notes = notesText(report);
  return [...parts, ...(notes === '' ? [] : [notes])].join('\n\n');
}

function headText({ project, settings, datasets, cutoffs, codeVersion }: BacktestReport): string {
  const { horizonWeeks, stepSizeWeeks } = settings;
  return [
    `backtest of ${project} · code ${codeVersion.slice(0, 12)} · seed ${settings.seed}`,
    `${cutoffs.length} window${cutoffs.length === 1 ? '' : 's'} of ${horizonWeeks} weeks, ${stepSizeWeeks} apart, ${refitsText(settings)}: cutoffs ${cutoffs.join(', ')}`,
    ...changedTexts(settings.options).map((text) => `option set: ${text}`),
    ...datasets.map(({ region, cutoff, version, rows }) => {
      return `${region}: data to ${cutoff}, ${rows} rows, dataset ${version.slice(0, 12)}`;
    }),
  ].join('\n');
}

function comparisonTable(
  title: string,
  groups: readonly { readonly name: string; readonly metrics: Comparison }[],
): string {
  const rows = groups.flatMap(({ name, metrics }) =>
    presentIn(metrics).map((forecaster, index) => [
      index === 0 ? name : '',
      forecasterNames[forecaster],
      ...cells(metrics, forecaster),
    ]),
  );
  const table = textTable([title, 'forecaster', ...figureColumns], rows, { leftColumns: 2 });
  const note = flooredNoteOf(groups.flatMap(({ metrics }) => errorsIn(metrics)));
  return note === undefined ? table : `${table}\n${note}`;
}

function cells(metrics: Comparison, forecaster: keyof Comparison): string[] {
  const errors = metrics[forecaster];
  const reduction = reductionBetween(metrics.baseline, errors);
  const change = forecaster === 'baseline' || reduction === null ? null : -reduction;
  return [
    mapeText(errors, percent, errorsIn(metrics)),
    percent(errors?.wape),
    signedPercent(errors?.bias),
    units(errors?.rmse0),
    units(errors?.rmseAll),
    errors?.mase?.toFixed(2) ?? '-',
    errors?.coverage === null ? '' : percent(errors?.coverage),
    forecaster === 'baseline' ? '' : signedPercent(change),
    String(errors?.rows ?? 0),
  ];
}

/** Forecast, P50 and mean of every scope that has them, and what a floor makes of MAPE. */
function publishedText(report: BacktestReport): string[] {
  const scopes = scopesOf(report);
  const rows = scopes.flatMap(({ name, evaluation }) =>
    publishedRows(evaluation).map(([what, cells], index) => [index === 0 ? name : '', what, ...cells]),
  );
  const floors = scopes.flatMap(({ name, evaluation }) => {
    const text = floorText(evaluation);
    return text === undefined ? [] : [`${name}: MAPE with ${text}`];
  });
  return [
    ...(rows.length > 0
      ? [
          'published, on windows with earlier ones',
          textTable(['segment', 'number', ...publishedColumns], rows, { leftColumns: 2 }),
        ]
      : []),
    ...(floors.length > 0 ? [floors.join('\n')] : []),
  ];
}

function notesText({ segments, failures, droppedWindows, overall, fits, reusedFits, seconds }: BacktestReport): string {
  return [
    ...segments.flatMap(({ segment, odd = [] }) =>
      odd.map(({ cutoff, reason }) => `${segmentName(segment)}: window ${cutoff} decides nothing: ${reason}`),
    ),
    ...failures.map(({ segment, member, reason }) => `${segment}: ${member} could not be fitted: ${reason}`),
    ...(droppedWindows > 0 ? [`history was too short for ${droppedWindows} more window(s)`] : []),
    ...(overall.rowsLeftOut > 0 ? [`${overall.rowsLeftOut} rows left out because a member lacks them`] : []),
    `${fits} fits, ${reusedFits} of them reused, ${seconds.toFixed(0)} s`,
  ].join('\n');
}
