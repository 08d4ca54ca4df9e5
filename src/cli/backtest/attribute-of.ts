import type { ResolvedProject } from '../../contracts/project.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import { groupings } from '../../reports/backtest/groups.ts';
import { UsageError } from '../usage.ts';

/** Columns of stores that are no attributes: rows say these themselves. */
const keys = ['store', 'region', 'format'];

/**
 * The store attribute that `--by` names; `undefined` where it names a grouping. Throws `UsageError` on what the project has not.
 */
export function attributeOf(project: ResolvedProject, by: string): string | undefined {
  const { sources, drivers, features } = project;
  if (by === 'promotion' && drivers.promotions.length === 0) {
    throw new UsageError('no errors by promotion: the project names no promotions (drivers.promotions)');
  }
  if (by === 'holiday' && features.calendar.holidays.length === 0 && (drivers.events ?? []).length === 0) {
    throw new UsageError(
      'no errors by holiday: the project knows no holidays (features.calendar.holidays) and no events (drivers.events)',
    );
  }
  if ((groupings as readonly string[]).includes(by)) return undefined;
  const name = by.replace(/^store\./, '');
  const attributes = sources
    .filter(({ kind }) => sourceKindFacts[kind].gives === 'store-attributes')
    .flatMap(({ standardColumns }) => standardColumns.map((column) => column.name))
    .filter((column) => !keys.includes(column));
  if (attributes.includes(name)) return name;
  const known = [...groupings, ...new Set(attributes)].join(', ');
  throw new UsageError(`no errors by "${by}": the project has ${known}`);
}
