import { defaultApproval } from '../contracts/promotion-plan.ts';
import { sourceKindFacts, sourceKinds } from '../contracts/source-kinds.ts';
import { checkFaults } from './check-faults.ts';
import { columnFaults, type PlacedSource } from './column-faults.ts';
import type { ConfigFault } from './errors.ts';
import { joinedFaults } from './joined-faults.ts';
import { roleFaults } from './role-faults.ts';
import { scheduleFaults } from './schedule-faults.ts';
import { sourceSchema } from './schema.ts';
import { sharedColumnFaults } from './shared-column-faults.ts';
import { describeColumns } from './standard-columns.ts';
import { asRecord, list } from './unchecked.ts';
import { zipFaults } from './zip-faults.ts';

/**
 * What the shape of a configuration can't tell: names given twice, sources that are missing, columns that don't fit
 * their kind, roles that point nowhere. Looks at all parts that are valid on their own, so that these faults show next
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
    ...(allSound ? joinedFaults(sources) : []),
    ...zipFaults(sources),
    ...(allSound ? checkFaults(sources, given['drift']) : []),
    ...approvalFaults(asRecord(given['environments'])),
    ...repeatedNames('features.calendar.holidays', list(asRecord(asRecord(given['features'])['calendar'])['holidays'])),
    ...scheduleFaults(given),
    ...(allSound ? roleFaults(asRecord(given['drivers']), sources) : []),
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
      return [{ path, message: 'needs promotion "manual"; nobody is asked if promotion is automatic' }];
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
  return sourceKinds.flatMap((kind) => {
    const count = kinds.filter((candidate) => candidate === kind).length;
    const { sources: wanted } = sourceKindFacts[kind];
    if (count === 0 && (wanted === 'one' || wanted === 'one-or-more'))
      return [{ path: 'sources', message: `there is no source of kind "${kind}"` }];
    if (count > 1 && (wanted === 'one' || wanted === 'at-most-one'))
      return [{ path: 'sources', message: `there are ${count} sources of kind "${kind}"; only one is allowed` }];
    return [];
  });
}
