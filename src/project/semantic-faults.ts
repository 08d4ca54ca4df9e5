import type { z } from 'zod';
import { defaultApproval } from '../contracts/promotion-plan.ts';
import { weeklyKinds, type SourceKind } from '../contracts/project.ts';
import type { ConfigFault } from './errors.ts';
import { asRecord, list } from './unchecked.ts';
import { lineColumn } from './loaded-project.ts';
import { roleFaults, type WeeklyColumns } from './role-faults.ts';
import { scheduleFaults } from './schedule-faults.ts';
import { sourceSchema, type ParsedSource } from './schema.ts';
import { describeColumns, type DescribedColumn } from './standard-columns.ts';

const requiredColumns: Readonly<Record<SourceKind, Readonly<Record<string, DescribedColumn['type']>>>> = {
  shipments: { store: 'text', item: 'text', week: 'text', units: 'number' },
  'known-ahead': { week: 'text' },
  observed: { week: 'text' },
  stores: { store: 'text', region: 'text', format: 'text' },
  items: { item: 'text' },
};
/** Names with a meaning of their own in every dataset version. */
const reservedColumns = ['region', 'format', 'store', 'item', 'week', 'units', lineColumn];

/** A source whose own fields are sound, with the place it has in the configuration. */
interface PlacedSource {
  readonly path: string;
  readonly source: ParsedSource;
  readonly columns: readonly DescribedColumn[];
}

/**
 * What the shape of a configuration can't tell: names given twice, sources that are missing, columns that don't fit
 * their kind, roles that point nowhere. Looks at whatever parts are sound by themselves, so that these faults show next
 * to those of shape.
 */
export function semanticFaults(config: unknown): readonly ConfigFault[] {
  const given = asRecord(config);
  const sources = list(given['sources']).flatMap((candidate, index): PlacedSource[] => {
    const parsed = sourceSchema.safeParse(candidate);
    if (!parsed.success) return [];
    return [{ path: `sources[${index}]`, source: parsed.data, columns: describeColumns(parsed.data.row) }];
  });
  const allSound = sources.length === list(given['sources']).length;
  return [
    ...repeatedNames('regions', list(given['regions'])),
    ...repeatedNames('sources', list(given['sources'])),
    ...repeatedNames('formats', list(given['formats'])),
    ...kindFaults(list(given['sources'])),
    ...sources.flatMap(columnFaults),
    ...sharedColumnFaults(sources),
    ...approvalFaults(asRecord(given['environments'])),
    ...repeatedNames('features.calendar.holidays', list(asRecord(asRecord(given['features'])['calendar'])['holidays'])),
    ...scheduleFaults(given),
    ...(allSound ? roleFaults(asRecord(given['drivers']), weeklyColumns(sources)) : []),
  ];
}

function repeatedNames(path: string, entries: readonly unknown[]): readonly ConfigFault[] {
  const names = entries.map((entry) => (typeof entry === 'string' ? entry : asRecord(entry)['name']));
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    if (typeof name !== 'string' || first === index) return [];
    return [{ path: `${path}[${index}]`, message: `the name "${name}" is taken by ${path}[${first}]` }];
  });
}

function approvalFaults(environments: Readonly<Record<string, unknown>>): readonly ConfigFault[] {
  return Object.entries(environments).flatMap(([name, environment]): ConfigFault[] => {
    const { promotion, approval } = asRecord(environment);
    const path = `environments.${name}.approval`;
    if (approval === undefined) return [];
    if (promotion === 'automatic') {
      return [{ path, message: 'goes with promotion "manual"; nobody is asked where promotion is automatic' }];
    }
    const { remindEveryHours = defaultApproval.remindEveryHours, expireAfterDays = defaultApproval.expireAfterDays } =
      asRecord(approval);
    if (typeof remindEveryHours !== 'number' || typeof expireAfterDays !== 'number') return [];
    if (remindEveryHours < 24 * expireAfterDays) return [];
    return [
      {
        path: `${path}.remindEveryHours`,
        message: `${remindEveryHours} hours are not before the wait expires, after ${expireAfterDays} days: nobody would be reminded`,
      },
    ];
  });
}

function kindFaults(sources: readonly unknown[]): readonly ConfigFault[] {
  const kinds = sources.map((source) => asRecord(source)['kind']);
  return (['shipments', 'stores', 'items'] as const).flatMap((kind) => {
    const count = kinds.filter((candidate) => candidate === kind).length;
    if (count === 0 && kind !== 'items') return [{ path: 'sources', message: `there is no source of kind "${kind}"` }];
    if (count > 1)
      return [{ path: 'sources', message: `there are ${count} sources of kind "${kind}"; there can be one` }];
    return [];
  });
}

function columnFaults({ path, source, columns }: PlacedSource): readonly ConfigFault[] {
  const faults: ConfigFault[] = [];
  const required = requiredColumns[source.kind];
  for (const [name, type] of Object.entries(required)) {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) faults.push({ path: `${path}.row`, message: `a row of ${source.kind} needs the column "${name}"` });
    else if (column.type !== type) faults.push({ path: `${path}.row.${name}`, message: `must be a ${type}` });
    else if (column.optional) faults.push({ path: `${path}.row.${name}`, message: 'must not be optional' });
  }
  for (const column of columns) {
    const { name, type } = column;
    if (type === 'number' && takesEmptyText(source.row, name)) {
      const message = 'takes an empty text for a number; parse it in the conditioner, with parseNumber';
      faults.push({ path: `${path}.row.${name}`, message });
    }
    if (name in required) continue;
    if (type === undefined) faults.push({ path: `${path}.row.${name}`, message: 'must be a text, number or boolean' });
    if (name === lineColumn)
      faults.push({ path: `${path}.row.${name}`, message: `the name ${lineColumn} is reserved` });
    if (isWeekly(source)) faults.push(...weeklyFaults(source.kind, `${path}.row.${name}`, column));
  }
  if (isWeekly(source) && numbersOf(columns).length === 0) {
    faults.push({ path: `${path}.row`, message: `a row of kind ${source.kind} needs at least one number` });
  }
  if (source.kind !== 'shipments' && source.missingWeek === 'zero') {
    faults.push({ path: `${path}.missingWeek`, message: 'only shipments can take a missing week for zero' });
  }
  return faults;
}

function isWeekly({ kind }: ParsedSource): boolean {
  return (weeklyKinds as readonly SourceKind[]).includes(kind);
}

function weeklyFaults(
  kind: SourceKind,
  path: string,
  { name, type, optional }: DescribedColumn,
): readonly ConfigFault[] {
  if (name !== 'store' && name !== 'item') {
    return type === 'text' ? [{ path, message: `a column of kind ${kind} must be a number` }] : [];
  }
  if (type !== 'text') return [{ path, message: 'must be a text' }];
  return optional ? [{ path, message: 'must not be optional; leave it out where values hold for all' }] : [];
}

/** `z.coerce.number()` does: a missing value would become a sale of nothing. */
function takesEmptyText(row: ParsedSource['row'], name: string): boolean {
  const schema = row.shape[name] as z.ZodType | undefined;
  return schema?.safeParse('').success ?? false;
}

function sharedColumnFaults(sources: readonly PlacedSource[]): readonly ConfigFault[] {
  const owners = new Map<string, string>();
  const faults: ConfigFault[] = [];
  for (const { path, source, columns } of sources) {
    if (!isWeekly(source)) continue;
    for (const name of numbersOf(columns)) {
      const owner = owners.get(name);
      if (reservedColumns.includes(name))
        faults.push({ path: `${path}.row.${name}`, message: `the name ${name} is reserved` });
      else if (owner !== undefined) {
        faults.push({
          path: `${path}.row.${name}`,
          message: `the source "${owner}" has a column of this name already`,
        });
      } else owners.set(name, source.name);
    }
  }
  return faults;
}

function weeklyColumns(sources: readonly PlacedSource[]): WeeklyColumns {
  const of = (kind: keyof WeeklyColumns) =>
    sources.flatMap(({ source, columns }) => (source.kind === kind ? numbersOf(columns) : []));
  return { 'known-ahead': of('known-ahead'), observed: of('observed') };
}

function numbersOf(columns: readonly DescribedColumn[]): readonly string[] {
  return columns.filter((column) => column.type === 'number').map((column) => column.name);
}
