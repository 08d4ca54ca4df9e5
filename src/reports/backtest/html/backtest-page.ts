import type { BacktestEvaluation, BacktestReport, Comparison, SeriesBacktest } from '../../../contracts/backtest.ts';
import { segmentName } from '../../../contracts/segment.ts';
import { shownMape } from '../../../contracts/shown-mape.ts';
import { html, Markup } from '../../html.ts';
import { errorsIn, groupsOf, scopesOf, widestScope, type Scope } from '../groups.ts';
import { biasByGroup, coverageAlong, errorsAlong, errorsByGroup, type NamedErrors } from './error-charts.ts';
import { errorTable } from './error-table.ts';
import { legend } from './forecaster-style.ts';
import { metricNotes, pageHead } from './page-head.ts';
import { publishedTable } from './published-table.ts';
import { pageStyle } from './page-style.ts';
import { seriesFigure } from './series-chart.ts';

const worstItems = 12;
const tabledItems = 60;
/** Segments whose series are shown: those with the largest errors. */
const shownSegments = 8;

/** A backtest as one self-contained page: no script, no network. */
export function backtestPage(report: BacktestReport): string {
  const scopes = scopesOf(report);
  const widest = widestScope(report);
  const bySegment = scopes.map(({ name, evaluation }) => ({ name, metrics: evaluation.overall }));
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Backtest of ${report.project}</title>
      <style>
        ${new Markup(pageStyle)}
      </style>
    </head>
    <body>
      ${pageHead(report)}
      <main>
        <section>
          <h2>Errors by segment</h2>
          <p>Equal distances are equal ratios. Further left is better.</p>
          ${legend(bySegment)} ${errorsByGroup(bySegment, 'segment')}
          ${errorTable('Errors by segment, region and over all', 'segment', bySegment)}
        </section>
        ${biasSection(bySegment)} ${widest ? sectionsOf(widest) : ''} ${seriesSection(report)} ${metricNotes()}
      </main>
    </body>
  </html>`;
  return `<!doctype html>\n${page.text}\n`;
}

function biasSection(groups: readonly NamedErrors[]): Markup {
  return html`<section>
    <h2>Bias by segment</h2>
    <p>Left of zero the forecasts are too low.</p>
    ${legend(groups)} ${biasByGroup(groups, 'segment')}
  </section>`;
}

/** Steps, cutoffs, intervals and items of the widest scope. */
function sectionsOf({ name, kind, evaluation }: Scope): Markup {
  const whose = kind === 'all' ? 'all regions' : name;
  const [steps, cutoffs, items] = (['step', 'cutoff', 'item'] as const).map((by) => groupsOf(evaluation, by)) as [
    readonly NamedErrors[],
    readonly NamedErrors[],
    readonly NamedErrors[],
  ];
  const worst = items.toSorted((a, b) => mapeOf(b.metrics) - mapeOf(a.metrics));
  const more = worst.length > tabledItems ? `, the ${tabledItems} worst of ${worst.length}` : '';
  return html`<section>
      <h2>Errors by step</h2>
      <p>Weeks after the cutoff, ${whose}.</p>
      ${legend(steps)} ${errorsAlong(steps, 'step')} ${errorTable(`Errors by step, ${whose}`, 'step', steps)}
    </section>
    <section>
      <h2>Errors by cutoff</h2>
      <p>
        The rolling origin, one window each, ${whose}. How much windows differ shows how certain the other figures are.
      </p>
      ${legend(cutoffs)} ${errorsAlong(cutoffs, 'cutoff')}
      ${errorTable(`Errors by cutoff, ${whose}`, 'cutoff', cutoffs)}
    </section>
    ${sliceSections(evaluation, whose)}
    <section>
      <h2>Are the intervals right?</h2>
      <p>Share of actuals within P10–P90, ${whose}. The dashed line is the target of 80%.</p>
      <div class="pair">${coverageAlong(steps, 'step')} ${coverageAlong(cutoffs, 'cutoff')}</div>
      ${publishedTable(`Forecast, P50 and mean on the windows with earlier ones, ${whose}`, evaluation)}
    </section>
    <section>
      <h2>Worst items</h2>
      <p>The items with the largest MAPE of the ensemble, ${whose}.</p>
      ${legend(worst)} ${errorsByGroup(worst.slice(0, worstItems), 'item')}
      <details>
        <summary>All items as a table${more}</summary>
        ${errorTable(`Errors by item, ${whose}${more}`, 'item', worst.slice(0, tabledItems))}
      </details>
    </section>`;
}

/** Promotions, volumes, lengths of history, holidays, and the requested attribute of stores. */
function sliceSections({ slices = [] }: BacktestEvaluation, whose: string): readonly Markup[] {
  return slices.map(({ by, groups }) => {
    const named = groups.map(({ group, metrics }) => ({ name: group, metrics }));
    return html`<section>
      <h2>Errors by ${by}</h2>
      ${legend(named)} ${errorsByGroup(named, by)} ${errorTable(`Errors by ${by}, ${whose}`, by, named)}
    </section>`;
  });
}

/** The ensemble's MAPE as the tables show it; a share. */
function mapeOf(metrics: Comparison): number {
  return shownMape(metrics.ensemble, errorsIn(metrics)) ?? 0;
}

function seriesSection({ segments, series }: BacktestReport): Markup {
  const worstFirst = segments.toSorted((a, b) => mapeOf(b.overall) - mapeOf(a.overall));
  const shown = worstFirst.slice(0, shownSegments).map(({ segment }) => segmentName(segment));
  const ofSegment = (name: string): readonly SeriesBacktest[] =>
    series.filter(({ segment }) => segmentName(segment) === name);
  return html`<section>
    <h2>Forecasts and sales</h2>
    <p>
      Small dots: units sold. Green: the ensemble from each cutoff (dotted line), with its P10–P90 as a band. Grey,
      dashed: the baseline. For each segment: the largest series, one with a medium error and the one with the largest
      error${segments.length > shown.length ? `, for the ${shown.length} segments with the largest errors` : ''}.
    </p>
    <div class="series">${shown.flatMap(ofSegment).map(seriesFigure)}</div>
  </section>`;
}
