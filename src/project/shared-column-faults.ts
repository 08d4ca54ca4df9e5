import { sourceKindFacts } from '../contracts/source-kinds.ts';
import type { PlacedSource } from './column-faults.ts';
import type { ConfigFault } from './errors.ts';
import { lineColumn } from './loaded-project.ts';
import { numbersOf } from './standard-columns.ts';

/** Names with a meaning of their own in every dataset version. */
const reservedColumns = ['region', 'format', 'store', 'item', 'week', 'units', lineColumn];

/** Columns of one name in two sources that become parts of the same table, and names that are taken by the table itself. */
export function sharedColumnFaults(sources: readonly PlacedSource[]): readonly ConfigFault[] {
  return [...panelFaults(sources), ...attributeFaults(sources)];
}

function panelFaults(sources: readonly PlacedSource[]): readonly ConfigFault[] {
  const owners = new Map<string, string>();
  for (const { source } of sources) {
    const { unitsColumn } = sourceKindFacts[source.kind];
    if (unitsColumn !== undefined) owners.set(unitsColumn, source.name);
  }
  return sources
    .filter(({ source }) => sourceKindFacts[source.kind].gives === 'columns')
    .flatMap((placed) => clashes(placed, owners, reservedColumns));
}

function attributeFaults(sources: readonly PlacedSource[]): readonly ConfigFault[] {
  const owners = new Map<string, string>();
  const ofStores = sources.filter(({ source }) => sourceKindFacts[source.kind].gives === 'store-attributes');
  const joined = ({ source }: PlacedSource) => sourceKindFacts[source.kind].completeEachOther === true;
  for (const { source, columns } of ofStores.filter(joined)) {
    columns.forEach(({ name }) => owners.set(name, source.name));
  }
  return ofStores.filter((placed) => !joined(placed)).flatMap((placed) => clashes(placed, owners, reservedColumns));
}

/** Takes the source's numbers into `owners`, except those that another source has already. */
function clashes(
  { path, source, columns }: PlacedSource,
  owners: Map<string, string>,
  reserved: readonly string[],
): readonly ConfigFault[] {
  return numbersOf(columns).flatMap((name): ConfigFault[] => {
    // Its type is wrong, which is reported already.
    if (name in sourceKindFacts[source.kind].texts) return [];
    const owner = owners.get(name);
    const at = `${path}.row.${name}`;
    if (reserved.includes(name)) return [{ path: at, message: `the name ${name} is reserved` }];
    if (owner !== undefined) {
      return [{ path: at, message: `the source "${owner}" has a column of this name already` }];
    }
    owners.set(name, source.name);
    return [];
  });
}
