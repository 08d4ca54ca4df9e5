import type { PlacedSource } from './column-faults.ts';
import type { ConfigFault } from './errors.ts';
import { asRecord, list } from './unchecked.ts';

/** Kinds whose rows say nothing about a single week, so that neither volume nor completeness nor freshness has a meaning. */
const withoutWeeks = ['stores', 'items', 'demographics', 'events'];
const weeklyChecks = ['volume', 'completeness'];

/** Checks that name columns their source lacks, and such as have no meaning for its kind; drift of columns nobody has. */
export function checkFaults(sources: readonly PlacedSource[], drift: unknown): readonly ConfigFault[] {
  return [...sources.flatMap(faultsOf), ...driftFaults(sources, drift)];
}

function faultsOf({ path, source, columns }: PlacedSource): readonly ConfigFault[] {
  const numbers = columns.filter(({ type }) => type === 'number').map(({ name }) => name);
  const dated = !withoutWeeks.includes(source.kind);
  const faults: ConfigFault[] = [];
  source.checks.forEach((check, index) => {
    const place = `${path}.checks[${index}]`;
    if (check.check === 'range' && (!numbers.includes(check.column) || source.kind === 'items')) {
      const known = source.kind === 'items' || numbers.length === 0 ? 'none' : numbers.join(', ');
      faults.push({
        path: `${place}.column`,
        message: `"${check.column}" is no column with numbers to check; the source has ${known}`,
      });
    }
    if (!dated && weeklyChecks.includes(check.check)) {
      faults.push({ path: place, message: `a source of kind "${source.kind}" has no weeks to count` });
    }
  });
  if (!dated && source.freshness) {
    faults.push({ path: `${path}.freshness`, message: `a source of kind "${source.kind}" has no weeks to be behind` });
  }
  return faults;
}

function driftFaults(sources: readonly PlacedSource[], drift: unknown): readonly ConfigFault[] {
  const known = new Set(sources.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return list(asRecord(drift)['columns']).flatMap((column, index) =>
    // Returns become a column named after their source's kind.
    typeof column !== 'string' || known.has(column) || column === 'returns'
      ? []
      : [{ path: `drift.columns[${index}]`, message: `no source has a column "${column}"` }],
  );
}
