import type { BacktestReport, Comparison } from '../../contracts/backtest.ts';
import type { Columns } from '../../ports/table-engine.ts';
import { csvText, type CsvCell } from '../csv.ts';
import { groupings, groupsOf, presentIn, scopesOf, type Scope } from './groups.ts';

const figures = ['rows', 'mape', 'wape', 'bias', 'rmse0', 'rmseAll', 'coverage'] as const;

/**
 * A row per segment (or region, or all), group and forecaster. `grouping` is `all`, `step`, `item` or `cutoff`, and `group`
 * says which one. Errors are shares, RMSE is in units.
 */
export function errorsCsv(report: BacktestReport): string {
  const rows: CsvCell[][] = [];
  for (const scope of scopesOf(report)) {
    rows.push(...rowsOf(scope, 'all', '', scope.evaluation.overall));
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

function rowsOf(scope: Scope, grouping: string, group: string, comparison: Comparison): CsvCell[][] {
  return presentIn(comparison).map((forecaster) => [
    ...[scope.kind, scope.region, scope.format, scope.velocity, grouping, group, forecaster],
    ...figures.map((figure) => comparison[forecaster]?.[figure]),
  ]);
}
