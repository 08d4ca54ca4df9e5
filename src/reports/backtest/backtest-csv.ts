import type { BacktestReport, Comparison } from '../../contracts/backtest.ts';
import type { ErrorMetrics } from '../../contracts/metrics.ts';
import type { Columns } from '../../ports/table-engine.ts';
import { csvText, type CsvCell } from '../csv.ts';
import { groupings, groupsOf, presentIn, scopesOf, type Scope } from './groups.ts';

const errorFigures = ['rows', 'mape', 'wape', 'bias', 'rmse0', 'rmseAll'] as const;
const lastFigures = ['flooredMape', 'mapeFloor'] as const;
const figures = [...errorFigures, 'coverage', ...lastFigures, 'width', 'pinball'] as const;

/**
 * A row per segment (or region, or all), group and forecaster. `grouping` is `all`, `step`, `item` or `cutoff`, and `group`
 * says which one; `published` compares forecast, P50 and mean on the rows that have all three. Errors are shares, RMSE and the floor of
 * MAPE are in units.
 */
export function errorsCsv(report: BacktestReport): string {
  const rows: CsvCell[][] = [];
  for (const scope of scopesOf(report)) {
    rows.push(...rowsOf(scope, 'all', '', scope.evaluation.overall), ...publishedRowsOf(scope));
    for (const grouping of groupings) {
      for (const { name, metrics } of groupsOf(scope.evaluation, grouping)) {
        rows.push(...rowsOf(scope, grouping, name, metrics));
      }
    }
  }
  return csvText(['scope', 'region', 'format', 'velocity', 'grouping', 'group', 'forecaster', ...figures], rows);
}

/** A row per series, cutoff and step: the actual and what every forecaster made of it, in units. */
export function rowsCsv(rows: Columns): string {
  const names = Object.keys(rows);
  const length = Object.values(rows)[0]?.length ?? 0;
  return csvText(
    names,
    Array.from({ length }, (_, row) => names.map((name) => rows[name]?.[row])),
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
  ]);
}

function rowsOf(scope: Scope, grouping: string, group: string, comparison: Comparison): CsvCell[][] {
  return presentIn(comparison).map((forecaster) => [
    ...[scope.kind, scope.region, scope.format, scope.velocity, grouping, group, forecaster],
    ...figures.map((figure) => comparison[forecaster]?.[figure]),
  ]);
}
