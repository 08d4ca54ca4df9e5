import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';
import { isoFromAmerican, storeNumber } from './forms.ts';

type RawEvent = Readonly<Record<'type' | 'from' | 'to' | 'strength', string>> &
  Readonly<Partial<Record<'area' | 'store', string>>>;

/** Events: one column a type, so that a holiday and a football game are two things to a model. */
export function conditionEvents(table: ColumnTable): ColumnTable {
  const strengthOf = (type: string) => escape((row: RawEvent) => (row.type === type ? parseNumber(row.strength) : 0));
  return table
    .derive({
      start: escape((row: RawEvent) => isoFromAmerican(row.from)),
      end: escape((row: RawEvent) => isoFromAmerican(row.to)),
      region: escape((row: RawEvent) => row.area || null),
      store: escape((row: RawEvent) => (row.store ? storeNumber(row.store) : null)),
      ...{ holiday: strengthOf('holiday'), sports: strengthOf('sports'), local: strengthOf('local') },
    })
    .select('start', 'end', 'region', 'store', 'holiday', 'sports', 'local', lineColumn);
}
