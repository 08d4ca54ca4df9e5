import type { DatasetManifest } from '../../contracts/dataset.ts';
import { attributeColumn } from '../../contracts/slices.ts';
import type { JobContext } from '../job-context.ts';

/** What every store of a dataset version has, and what rows say of it themselves. */
const ownColumns = ['store', 'region', 'format'];

/**
 * Attributes of the stores of some rows, by column: numbers, and texts that no model reads, such as a cluster. NaN where a store has
 * none.
 *
 * @param wanted their names; every one is a further column of all rows
 */
export async function attributesOf(
  stores: readonly string[],
  manifest: DatasetManifest,
  wanted: 'all' | readonly string[],
  { tables, store }: Pick<JobContext, 'tables' | 'store'>,
): Promise<Readonly<Record<string, readonly (number | string)[]>>> {
  if (wanted.length === 0) return {};
  const table = await tables.readParquet(await store.localPath(manifest.tables.stores.artifact));
  const placeOf = new Map((table['store'] as readonly string[]).map((name, place) => [name, place]));
  const cell = (name: string, place: number | undefined) =>
    (place === undefined ? undefined : table[name]?.[place]) ?? Number.NaN;
  return Object.fromEntries(
    Object.keys(table)
      .filter((name) => !ownColumns.includes(name) && (wanted === 'all' || wanted.includes(name)))
      .map((name) => [attributeColumn(name), stores.map((one) => cell(name, placeOf.get(one)))]),
  );
}
