import { addWeeks, type Week } from '../../contracts/week.ts';
import { keyColumns } from '../conditioning/keys.ts';
import type { DatasetPorts } from '../ports.ts';
import { localPaths } from './local-paths.ts';
import { ofKind, type SourceFiles } from './source-files.ts';

/** Weeks up to the cutoff within which a listing is new: older ones without a sale are entries of a price list, no plans. */
const newWeeks = 4;

export interface ListingScope {
  readonly cutoff: Week;
  readonly horizonWeeks: number;
  /** Stores of the region, in ascending order. */
  readonly stores: readonly string[];
  /** Items of the items sources; `undefined` where the project has none. */
  readonly knownItems: ReadonlySet<string> | undefined;
}

/** Store × item that known-ahead sources have rows of in the horizon. */
export interface ListedAhead {
  has(store: string, item: string): boolean;
  /**
   * Those for which `isSold` is false and that were listed for the first time within four weeks of the cutoff, and after the first
   * week of the data.
   */
  planned(
    isSold: (store: string, item: string) => boolean,
    firstWeek: Week,
  ): Promise<readonly (readonly [string, string])[]>;
}

/** Reads which store × item are listed ahead; `undefined` where no known-ahead source has rows by store and item. */
export async function readListedAhead(
  ports: DatasetPorts,
  sources: readonly SourceFiles[],
  scope: ListingScope,
): Promise<ListedAhead | undefined> {
  const { cutoff, horizonWeeks, stores, knownItems } = scope;
  const bySeries = ofKind(sources, 'known-ahead').filter(({ source }) => {
    const keys = keyColumns(source);
    return keys.includes('store') && keys.includes('item');
  });
  if (bySeries.length === 0) return undefined;
  const pairs = async (
    span: Parameters<typeof pairsOf>[2],
    of: Names = { stores, items: knownItems && [...knownItems] },
  ) => {
    const found = new Map<string, readonly [string, string]>();
    for (const { files } of bySeries) {
      for (const pair of await pairsOf(ports, await localPaths(ports.store, files), span, of))
        found.set(key(...pair), pair);
    }
    return found;
  };
  const ahead = await pairs([
    { column: 'week', atLeast: addWeeks(cutoff, 1) },
    { column: 'week', atMost: addWeeks(cutoff, horizonWeeks) },
  ]);
  return {
    has: (store, item) => ahead.has(key(store, item)),
    async planned(isSold, firstWeek) {
      const unsold = [...ahead.values()].filter(([store, item]) => !isSold(store, item));
      if (unsold.length === 0) return [];
      const of = { stores: namesOf(unsold, 0), items: namesOf(unsold, 1) };
      const old = addWeeks(cutoff, -newWeeks);
      const before = await pairs([{ column: 'week', atMost: old > firstWeek ? old : firstWeek }], of);
      return unsold.filter((pair) => !before.has(key(...pair)));
    },
  };
}

interface Names {
  readonly stores: readonly string[];
  /** All where it is left out. */
  readonly items: readonly string[] | undefined;
}

async function pairsOf(
  { tables }: Pick<DatasetPorts, 'tables'>,
  paths: readonly string[],
  span: readonly (
    { readonly column: string; readonly atLeast: string } | { readonly column: string; readonly atMost: string }
  )[],
  { stores, items }: Names,
): Promise<readonly (readonly [string, string])[]> {
  const where = [...span, { column: 'store', in: stores }];
  const names = items ?? (await tables.distinctTexts(paths, 'item', where));
  if (stores.length === 0 || names.length === 0) return [];
  const { rows, codes } = await tables.readCoded(paths, {
    codes: { store: stores, item: names },
    days: [],
    numbers: [],
    where: [...where, { column: 'item', in: names }],
  });
  const seen = new Uint8Array(stores.length * names.length);
  const pairs: (readonly [string, string])[] = [];
  for (let row = 0; row < rows; row += 1) {
    const [store, item] = [codes['store']![row]!, codes['item']![row]!];
    const pair = store * names.length + item;
    if (seen[pair] === 0) pairs.push([stores[store]!, names[item]!]);
    seen[pair] = 1;
  }
  return pairs;
}

function namesOf(pairs: readonly (readonly [string, string])[], part: 0 | 1): readonly string[] {
  return [...new Set(pairs.map((pair) => pair[part]))].sort();
}

function key(store: string, item: string): string {
  return `${store}\n${item}`;
}
