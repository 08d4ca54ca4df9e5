import colors from 'picocolors';
import {
  forecasterNames,
  type BacktestSummary,
  type ForecasterName,
  type SegmentOutcome,
} from '../../contracts/cycle.ts';
import { flooredNoteOf, mapeText, reductionBetween } from '../../contracts/shown-mape.ts';
import { isOptionalMember } from '../../contracts/segment.ts';
import { percent } from '../../reports/figures.ts';
import { textTable } from '../../reports/text-table.ts';
import type { CycleView } from '../../ports/cycle-progress.ts';

/** What a run has to say at its end: the errors by segment, where the forecasts are, where to look further if there is a place. */
export function summaryText(views: readonly CycleView[], temporalUi?: string): string {
  const further = temporalUi === undefined ? [] : [`Temporal UI  ${colors.underline(temporalUi)}`];
  // A failure is said once, with all regions that have it.
  const regions = Map.groupBy(views, ({ region, failure }) => failure ?? Symbol(region));
  const shared = sharedWarnings(views);
  return [...[...regions.values()].map((some) => summaryOf(some, shared)), ...warningsText(shared), ...further].join(
    '\n\n',
  );
}

/** Regions by a warning that several of them have. */
type SharedWarnings = ReadonlyMap<string, readonly string[]>;

function sharedWarnings(views: readonly CycleView[]): SharedWarnings {
  const warnings = views.flatMap(({ region, result }) =>
    (result?.dataset.warnings ?? []).map((warning) => ({ region, warning })),
  );
  const regions = [...Map.groupBy(warnings, ({ warning }) => warning)].map(([warning, some]) => {
    return [warning, some.map(({ region }) => region)] as const;
  });
  return new Map(regions.filter(([, some]) => some.length > 1));
}

function warningsText(shared: SharedWarnings): readonly string[] {
  if (shared.size === 0) return [];
  const lines = [...shared].map(
    ([warning, regions]) => `  ${warning} (${regions.length} regions: ${regions.join(', ')})`,
  );
  return [[colors.yellow('data of several regions:'), ...lines].join('\n')];
}

/** Regions that failed by the same, or a single one. */
function summaryOf(views: readonly CycleView[], shared: SharedWarnings): string {
  const [view] = views as [CycleView, ...CycleView[]];
  if (view.failure === undefined) return regionSummary(view, shared);
  const regions = views.map(({ region }) => region).join(', ');
  const what = views.length === 1 ? `${regions}: the cycle failed.` : `${views.length} cycles failed (${regions}).`;
  return colors.red(`${what} ${view.failure}`);
}

function regionSummary({ region, result }: CycleView, shared: SharedWarnings): string {
  if (!result) return `${region}: no result`;
  const shown = shownForecasters(result.segments);
  const lines = [
    `${colors.bold(region)} · cutoff ${result.cutoff} · backtest MAPE (WAPE) by segment`,
    textTable(
      ['segment', 'cause', 'outcome', ...shown, 'reduction'],
      result.segments.map((segment) => [
        `${segment.segment.format}/${segment.segment.velocity}`,
        segment.causes.join(', ') || '-',
        segment.outcome,
        ...errorCells(segment.backtest, shown),
      ]),
    ),
  ];
  const shownErrors = result.segments.flatMap(({ backtest }) => shown.map((name) => backtest?.metrics[name]));
  const { baseline, ensemble } = result.evaluation.metrics;
  const note = flooredNoteOf([...shownErrors, baseline, ensemble]);
  if (note !== undefined) lines.push(note);
  const reasons = result.segments
    .filter(({ outcome }) => outcome !== 'promoted')
    .map(({ segment, outcome, reason }) => {
      return { name: `${segment.format}/${segment.velocity}`, text: `${outcome}: ${reason}` };
    });
  for (const { names, text } of byText(reasons)) lines.push(`${names} ${text}`);
  if (result.degraded) {
    const named = result.degradedReasons.map((reason) => {
      const [name = '', ...texts] = reason.split(': ');
      return { name, text: texts.join(': ') };
    });
    lines.push(colors.yellow('degraded:'), ...byText(named).map(({ names, text }) => `  ${names}: ${text}`));
  }
  if (result.evaluation.rows > 0) {
    const pair = [ensemble, baseline];
    lines.push(
      `past forecasts against ${result.evaluation.rows} actuals that have arrived: ensemble ${mapeText(ensemble, percent, pair)}, baseline ${mapeText(baseline, percent, pair)} MAPE`,
    );
    const late = (result.evaluation.cutoffs ?? []).filter(({ why }) => why !== 'recent');
    if (late.length > 0) {
      const cutoffs = late.length === 1 ? 'cutoff' : 'cutoffs';
      lines.push(
        `of them the forecasts of ${late.length} ${cutoffs} again, since actuals arrived late: from ${late[0]?.cutoff} on`,
      );
    }
  }
  if (result.evaluation.failure !== undefined) {
    lines.push(
      colors.yellow(
        `past forecasts could not be evaluated: ${result.evaluation.failure}; the next cycle evaluates them`,
      ),
    );
  }
  const warnings = (result.dataset.warnings ?? []).filter((warning) => !shared.has(warning));
  if (warnings.length > 0) lines.push(colors.yellow('data:'), ...warnings.map((warning) => `  ${warning}`));
  lines.push(
    `dataset     ${result.dataset.rows} rows, ${result.dataset.quarantined} quarantined, version ${result.dataset.version.slice(0, 12)}`,
    ...(result.dataset.quarantineUri === undefined ? [] : [`quarantine  ${result.dataset.quarantineUri}`]),
    `forecasts   ${result.forecasts.rows} rows in ${result.forecasts.uri}`,
  );
  return lines.join('\n');
}

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Each text once, with the names of all that have it. */
function byText(entries: readonly NamedText[]): readonly { readonly names: string; readonly text: string }[] {
  return [...Map.groupBy(entries, ({ text }) => text)].map(([text, some]) => {
    return { names: some.map(({ name }) => name).join(', '), text };
  });
}

/** Optional members only where a segment has them. */
function shownForecasters(segments: readonly SegmentOutcome[]): readonly ForecasterName[] {
  return forecasterNames.filter(
    (name) => !isOptionalMember(name) || segments.some(({ backtest }) => backtest?.metrics[name]),
  );
}

function errorCells(backtest: SegmentOutcome['backtest'], shown: readonly ForecasterName[]): string[] {
  if (!backtest) return shown.map(() => '').concat('');
  return [...shown.map((name) => errors(backtest, name)), reductionCell(backtest)];
}

function errors({ metrics }: BacktestSummary, name: ForecasterName): string {
  const of = metrics[name];
  return of ? `${mapeText(of, percent, Object.values(metrics))} (${percent(of.wape)})` : '-';
}

/** `−33.5%` of MAPE against the baseline; `+` where the ensemble has more. */
function reductionCell({ metrics }: BacktestSummary): string {
  const reduction = reductionBetween(metrics.baseline, metrics.ensemble);
  return reduction === null ? '-' : `${reduction < 0 ? '+' : '−'}${percent(Math.abs(reduction))}`;
}
