import type { ResolvedProject } from '../../contracts/project.ts';
import { backtestGroupings } from '../../contracts/slices.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import { refusal } from '../refusal.ts';

/** Columns of stores that are no attributes: rows say these themselves. */
const keys = ['store', 'region', 'format'];

/** The store attribute that a name means; `undefined` where it means a grouping. Throws `Refusal` on what the project has not. */
export function attributeOf(project: ResolvedProject, by: string): string | undefined {
  const { sources, drivers, features } = project;
  if (by === 'promotion' && drivers.promotions.length === 0) throw refusal('no-promotions', {});
  if (by === 'holiday' && features.calendar.holidays.length === 0 && (drivers.events ?? []).length === 0) {
    throw refusal('no-holidays', {});
  }
  if ((backtestGroupings as readonly string[]).includes(by)) return undefined;
  const name = by.replace(/^store\./, '');
  const attributes = sources
    .filter(({ kind }) => sourceKindFacts[kind].gives === 'store-attributes')
    .flatMap(({ standardColumns }) => standardColumns.map((column) => column.name))
    .filter((column) => !keys.includes(column));
  if (attributes.includes(name)) return name;
  throw refusal('unknown-grouping', { by, known: [...backtestGroupings, ...new Set(attributes)] });
}
