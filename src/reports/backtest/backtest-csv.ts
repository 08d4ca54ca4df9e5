import type { BacktestReport, Comparison } from '../../contracts/backtest.ts';
import type { OptionSetting } from '../../contracts/option-setting.ts';
import type { ErrorMetrics } from '../../contracts/metrics.ts';
import type { Columns } from '../../ports/table-engine.ts';
import { csvText, type CsvCell } from '../../contracts/csv.ts';
import { optionsText } from './changed-options.ts';
import { groupingsOf, groupsOf, presentIn, scopesOf, type Scope } from './groups.ts';

const errorFigures = ['rows', 'mape', 'wape', 'bias', 'rmse0', 'rmseAll'] as const;
const lastFigures = ['flooredMape', 'mapeFloor'] as const;
const figures = [...errorFigures, 'coverage', ...lastFigures, 'width', 'pinball', 'mase'] as const;

/**
 * A row per segment (or region, or all), group and forecaster. `grouping` is `all`, `step`, `item`, `cutoff` or a slice, and
 * `group` says which one; `published` compares forecast, P50 and mean on the rows that have all three. Errors are shares, RMSE and the floor of
 * MAPE are in units. Where options were set for the backtest, a last column `options` names them in every row.
 */
export function errorsCsv(report: BacktestReport): string {
  const rows: CsvCell[][] = [];
  for (const scope of scopesOf(report)) {
    rows.push(...rowsOf(scope, 'all', '', scope.evaluation.overall), ...publishedRowsOf(scope));
    for (const grouping of groupingsOf(report)) {
      for (const { name, metrics } of groupsOf(scope.evaluation, grouping)) {
        rows.push(...rowsOf(scope, grouping, name, metrics));
      }
    }
  }
  const head = ['scope', 'region', 'format', 'velocity', 'grouping', 'group', 'forecaster', ...figures];
  const { options } = report.settings;
  if (!options) return csvText(head, rows);
  const text = optionsText(options);
  return csvText(
    [...head, 'options'],
    rows.map((row) => [...row, text]),
  );
}

/**
 * A row per series, cutoff and step: the actual and what every forecaster made of it, in units. Where options were set for the backtest, a
 * last column `options` names them in every row, so that the file itself says what it is of.
 */
export function rowsCsv(rows: Columns, options: readonly OptionSetting[] = []): string {
  const names = Object.keys(rows);
  const length = Object.values(rows)[0]?.length ?? 0;
  const set = options.length > 0 ? { name: ['options'], cell: [optionsText(options)] } : { name: [], cell: [] };
  return csvText(
    [...names, ...set.name],
    Array.from({ length }, (_, row) => [...names.map((name) => rows[name]?.[row]), ...set.cell]),
  );
}

function publishedRowsOf(scope: Scope): CsvCell[][] {
  return Object.entries(scope.evaluation.published ?? {}).map(([name, errors]: [string, ErrorMetrics]) => [
    ...[scope.kind, scope.region, scope.format, scope.velocity, 'published', '', name],
    ...errorFigures.map((figure) => errors[figure]),
    null,
    ...lastFigures.map((figure) => errors[figure]),
    null,
    null,
    null,
  ]);
}

function rowsOf(scope: Scope, grouping: string, group: string, comparison: Comparison): CsvCell[][] {
  return presentIn(comparison).map((forecaster) => [
    ...[scope.kind, scope.region, scope.format, scope.velocity, grouping, group, forecaster],
    ...figures.map((figure) => comparison[forecaster]?.[figure]),
  ]);
}
