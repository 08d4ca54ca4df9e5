import type { StandardColumn } from '../../contracts/project.ts';
import { kindsWhere } from '../../contracts/source-kinds.ts';
import type { DatasetPorts } from '../ports.ts';
import type { CorrectionLog } from './correction-log.ts';
import { readAttributes, type AttributeRow } from './read-attributes.ts';
import { ofKind, type SourceFiles } from './source-files.ts';
import type { SourceTally } from './source-tally.ts';

interface StoresWithDemographics {
  readonly rows: ReadonlyMap<string, AttributeRow>;
  readonly columns: readonly StandardColumn[];
  readonly tallies: readonly SourceTally[];
}

/** Kinds that describe stores in addition to those that name them. */
const describing = kindsWhere(({ gives, completeEachOther }) => gives === 'store-attributes' && !completeEachOther);

/**
 * The region's stores with the columns of all demographics sources added to their own. A store without a row has missing values;
 * rows of other stores have no part in it.
 */
export async function joinDemographics(
  ports: DatasetPorts,
  sources: readonly SourceFiles[],
  stores: { readonly rows: ReadonlyMap<string, AttributeRow>; readonly columns: readonly StandardColumn[] },
  corrections: CorrectionLog,
): Promise<StoresWithDemographics> {
  let { rows, columns } = stores;
  const tallies: SourceTally[] = [];
  for (const source of describing.flatMap((kind) => ofKind(sources, kind))) {
    const read = await readAttributes(ports, source, { only: [...rows.keys()], corrections });
    const empty = Object.fromEntries(read.columns.map(({ name }) => [name, Number.NaN]));
    rows = new Map([...rows].map(([store, row]) => [store, { ...row, ...(read.rows.get(store) ?? empty), store }]));
    columns = [...columns, ...read.columns];
    tallies.push(read.tally);
  }
  return { rows, columns, tallies };
}
