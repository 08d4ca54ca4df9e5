import { flooredNoteOf, mapeText } from '../../../contracts/shown-mape.ts';
import type { BacktestReport } from '../../../contracts/backtest.ts';
import { segmentName } from '../../../contracts/segment.ts';
import { percent, signedPercent, units } from '../../figures.ts';
import { html, type Markup } from '../../html.ts';
import { changedTexts } from '../changed-options.ts';
import { refitsText, widestScope } from '../groups.ts';

/** What was measured, on which data, by which code, and the outcome in a sentence. */
export function pageHead(report: BacktestReport): Markup {
  const { project, settings, datasets, cutoffs, codeVersion, failures, droppedWindows } = report;
  const facts: readonly (readonly [string, string])[] = [
    ['windows', `${cutoffs.length}, cutoffs ${cutoffs.join(', ')}`],
    ['horizon', `${settings.horizonWeeks} weeks from each cutoff, ${settings.stepSizeWeeks} weeks between cutoffs`],
    ['fits', refitsText(settings)],
    ...datasets.map(({ region, cutoff, version, rows, quarantined }) => {
      return [
        `data of ${region}`,
        `to ${cutoff}, ${units(rows)} rows, ${units(quarantined)} quarantined, version ${version}`,
      ] as const;
    }),
    ...changedTexts(settings.options).map((text) => ['option set', text] as const),
    ['code', codeVersion],
    ['seed', String(settings.seed)],
    ['parameters', JSON.stringify(settings.members)],
    ['features', JSON.stringify(settings.features)],
  ];
  const warnings = [
    ...failures.map(({ segment, member, reason }) => `${segment}: ${member} could not be fitted: ${reason}`),
    ...(droppedWindows > 0 ? [`History was too short for ${droppedWindows} more windows.`] : []),
    ...(report.overall.rowsLeftOut > 0
      ? [`${report.overall.rowsLeftOut} rows are left out because a member lacks them.`]
      : []),
    ...report.segments.flatMap(({ segment, odd = [] }) =>
      odd.map(({ cutoff, reason }) => `${segmentName(segment)}: window ${cutoff} decides nothing: ${reason}.`),
    ),
  ];
  return html`<header>
    <h1>Backtest of ${project}</h1>
    ${lead(report)} ${warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </header>`;
}

function lead(report: BacktestReport): Markup {
  const overall = widestScope(report)?.evaluation.overall;
  const ensemble = overall?.ensemble;
  if (!ensemble) return html`<p class="lead">No member forecast anything; only the baseline is measured.</p>`;
  const pair = [ensemble, overall.baseline];
  return html`<p class="lead">
    Over ${units(ensemble.rows)} forecasts the ensemble's MAPE is <strong>${mapeText(ensemble, percent, pair)}</strong>,
    its WAPE ${percent(ensemble.wape)}, its bias ${signedPercent(ensemble.bias)}; the average of the past has a MAPE of
    ${mapeText(overall.baseline, percent, pair)} on the same rows. P10–P90 holds ${percent(ensemble.coverage)} of the
    actuals; the target is 80%. ${flooredNoteOf(pair) ?? ''}
  </p>`;
}

const explained: readonly (readonly [string, string])[] = [
  ['MAPE', 'mean of |actual − forecast| ÷ actual, over rows with sales. Small actuals count as much as large ones.'],
  ['WAPE', 'sum of |actual − forecast| ÷ sum of actuals: the share of all units by which forecasts were off.'],
  [
    'bias',
    'sum of (forecast − actual) ÷ sum of actuals: below zero is too low. A forecast made for MAPE is low on purpose.',
  ],
  [
    'MAPE, floored',
    'the same with at least the floor below the line: a tenth of the median week with sales. Weights and the gate use it, so that weeks near zero decide nothing.',
  ],
  [
    'seasonal',
    'level of the series × growth × week of the year: what serves where no model does, and what a model has to beat.',
  ],
  [
    'P50, mean',
    'the middle of what may be sold, and the unbiased number: sums over stores and weeks are made from it.',
  ],
  ['width, pinball', 'of P10–P90, over all units sold: smaller for intervals that are narrow and right.'],
  [
    'MASE',
    'mean of |actual − forecast| ÷ mean error of repeating the week before, in the series up to the cutoff: 1 is as far off as that forecast.',
  ],
  ['RMSE 0', 'root mean squared error in units over rows without sales.'],
  ['RMSE All', 'root mean squared error in units over all rows.'],
  [
    'P10–P90',
    'share of actuals inside the interval; the target is 80%. A lower share means that the intervals are too narrow.',
  ],
  [
    'baseline, geometric',
    'the arithmetic and the geometric mean of the series up to the cutoff: a forecast without a model.',
  ],
  [
    'ensemble',
    'weights, mean and P10–P90 of a window are fitted on earlier windows alone, as production would have had them. The others learn from the first one, which is only in its own figures.',
  ],
];

/** What the figures mean. */
export function metricNotes(): Markup {
  return html`<section>
    <h2>What the figures mean</h2>
    <dl class="metrics">
      ${explained.map(
        ([name, text]) =>
          html`<dt>${name}</dt>
            <dd>${text}</dd>`,
      )}
    </dl>
  </section>`;
}
