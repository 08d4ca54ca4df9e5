import type { z } from 'zod';
import { kindsWhere, sourceKindFacts } from '../contracts/source-kinds.ts';
import type { ConfigFault } from './errors.ts';
import { lineColumn } from './loaded-project.ts';
import type { ParsedSource } from './schema.ts';
import { numbersOf, type DescribedColumn } from './standard-columns.ts';

/** A source whose own fields are sound, with the place it has in the configuration. */
export interface PlacedSource {
  readonly path: string;
  readonly source: ParsedSource;
  readonly columns: readonly DescribedColumn[];
}

/** What the columns of one source, and the options that name them, get wrong for its kind. */
export function columnFaults(placed: PlacedSource): readonly ConfigFault[] {
  const { path, source, columns } = placed;
  const { required, jointly = {}, others, unitsColumn } = sourceKindFacts[source.kind];
  const faults: ConfigFault[] = [];
  for (const [name, type] of Object.entries({ ...required, ...jointly })) {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column && name in jointly) continue;
    if (!column) faults.push({ path: `${path}.row`, message: `a row of ${source.kind} needs the column "${name}"` });
    else if (column.type !== type) faults.push({ path: `${path}.row.${name}`, message: `must be a ${type}` });
    else if (column.optional) faults.push({ path: `${path}.row.${name}`, message: 'must not be optional' });
  }
  for (const column of columns) {
    const { name, type } = column;
    if (type === 'number' && takesEmptyText(source.row, name)) {
      const message = 'treats an empty text as a number; parse it in the conditioner, with parseNumber';
      faults.push({ path: `${path}.row.${name}`, message });
    }
    if (name in required || name in jointly) continue;
    if (type === undefined) faults.push({ path: `${path}.row.${name}`, message: 'must be a text, number or boolean' });
    if (name === lineColumn)
      faults.push({ path: `${path}.row.${name}`, message: `the name ${lineColumn} is reserved` });
    const message = furtherColumnFault(source.kind, column);
    if (message !== undefined) faults.push({ path: `${path}.row.${name}`, message });
  }
  if (others === 'numbers' && numbersBesides(required, columns).length === 0) {
    faults.push({ path: `${path}.row`, message: `a row of kind ${source.kind} needs at least one number` });
  }
  const ofUnits = kindsWhere((facts) => facts.unitsColumn !== undefined).join(' and ');
  if (unitsColumn === undefined && source.missingWeek === 'zero') {
    faults.push({ path: `${path}.missingWeek`, message: `only ${ofUnits} can treat a missing week as zero` });
  }
  if (unitsColumn === undefined && source.repeatedWeek !== undefined) {
    faults.push({ path: `${path}.repeatedWeek`, message: `only units add up: allowed only for ${ofUnits}` });
  }
  return [...faults, ...weeklyOptionFaults(placed)];
}

/** When a text that has to be filled is left out of the row. */
const withoutText: Readonly<Record<string, string>> = {
  event: 'events have no names',
  date: 'rows are about whole weeks',
};

function furtherColumnFault(kind: ParsedSource['kind'], { name, type, optional }: DescribedColumn): string | undefined {
  const { required, texts, others } = sourceKindFacts[kind];
  const text = texts[name];
  if (text !== undefined) {
    if (type !== 'text') return 'must be a text';
    if (!optional || text === 'may-be-empty') return undefined;
    return `must not be optional; leave it out where ${withoutText[name] ?? 'values hold for all'}`;
  }
  if (others === 'none') {
    return `must be left out: a row of kind ${kind} has the columns ${Object.keys(required).join(', ')}`;
  }
  return others === 'numbers' && type === 'text' ? `a column of kind ${kind} must be a number` : undefined;
}

function weeklyOptionFaults({ path, source, columns }: PlacedSource): readonly ConfigFault[] {
  if (source.weekly === undefined) return [];
  if (!sourceKindFacts[source.kind].combinesDays) {
    const ofDays = kindsWhere((facts) => facts.combinesDays === true).join(' and ');
    const message = `only days become weeks: allowed only for sources of kind ${ofDays}`;
    return [{ path: `${path}.weekly`, message }];
  }
  const known = numbersOf(columns);
  const choice = known.length === 0 ? 'there are none' : `there are ${known.join(', ')}`;
  return Object.keys(source.weekly)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: `${path}.weekly.${name}`, message: `the row has no number "${name}"; ${choice}` }));
}

function numbersBesides(required: object, columns: readonly DescribedColumn[]): readonly string[] {
  return numbersOf(columns).filter((name) => !(name in required));
}

/** `z.coerce.number()` does: a missing value would become a sale of nothing. */
function takesEmptyText(row: ParsedSource['row'], name: string): boolean {
  const schema = row.shape[name] as z.ZodType | undefined;
  return schema?.safeParse('').success ?? false;
}
