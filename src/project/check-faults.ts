import { checkNeeds } from '../contracts/quality.ts';
import { sourceKindFacts, sourceKinds } from '../contracts/source-kinds.ts';
import type { PlacedSource } from './column-faults.ts';
import type { ConfigFault } from './errors.ts';
import { asRecord, list } from './unchecked.ts';

/** Checks that name columns their source lacks, and such as have no meaning for its kind; drift of columns nobody has. */
export function checkFaults(sources: readonly PlacedSource[], drift: unknown): readonly ConfigFault[] {
  return [...sources.flatMap(faultsOf), ...driftFaults(sources, drift)];
}

function faultsOf({ path, source, columns }: PlacedSource): readonly ConfigFault[] {
  const numbers = columns.filter(({ type }) => type === 'number').map(({ name }) => name);
  const { everyWeek: dated, gives } = sourceKindFacts[source.kind];
  const isOfItems = gives === 'item-attributes';
  const faults: ConfigFault[] = [];
  source.checks.forEach((check, index) => {
    const place = `${path}.checks[${index}]`;
    if ('column' in check && (!numbers.includes(check.column) || isOfItems)) {
      const known = isOfItems || numbers.length === 0 ? 'none' : numbers.join(', ');
      faults.push({
        path: `${place}.column`,
        message: `"${check.column}" is no column with numbers to check; the source has ${known}`,
      });
    }
    if (!dated && checkNeeds[check.check].weeks) {
      faults.push({ path: place, message: `a source of kind "${source.kind}" has no weeks to count` });
    }
  });
  if (!dated && source.freshness) {
    faults.push({ path: `${path}.freshness`, message: `a source of kind "${source.kind}" has no weeks to be behind` });
  }
  return faults;
}

function driftFaults(sources: readonly PlacedSource[], drift: unknown): readonly ConfigFault[] {
  const known = new Set([
    ...sources.flatMap(({ columns }) => columns.map(({ name }) => name)),
    ...sourceKinds.flatMap((kind) => sourceKindFacts[kind].unitsColumn ?? []),
  ]);
  return list(asRecord(drift)['columns']).flatMap((column, index) =>
    typeof column !== 'string' || known.has(column)
      ? []
      : [{ path: `drift.columns[${index}]`, message: `no source has a column "${column}"` }],
  );
}
