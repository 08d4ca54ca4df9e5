import type { DatasetManifest, DatasetTable } from '../../contracts/dataset.ts';
import type { SeriesLife } from '../../contracts/series-life.ts';
import { rowCount, type BlockTable, type Columns } from '../../ports/table-engine.ts';
import { toColumn } from '../conditioning/standard-columns.ts';
import { hashOf } from '../hash.ts';
import type { DatasetPorts } from '../ports.ts';
import { putParquet, putParquetBlocks } from '../write-artifact.ts';
import type { JoinedAttributes, JoinedSources } from './join-sources.ts';
import { panelTable } from './panel-table.ts';

/** Stores the tables of a dataset version; the fingerprint covers the names and types of their columns. */
export async function storeDatasetTables(
  ports: DatasetPorts,
  joined: JoinedSources,
): Promise<{ readonly tables: DatasetManifest['tables']; readonly columnFingerprint: string }> {
  const panel = panelTable(joined.grid, joined.matrices);
  const stores = attributeTable('store', joined.stores);
  const items = attributeTable('item', joined.items);
  const described = [
    ['panel', describeBlocks(panel)],
    ['stores', describe(stores)],
    ['items', describe(items)],
  ];
  return {
    tables: {
      panel: { artifact: await putParquetBlocks(ports, panel), rows: panel.rows },
      stores: await storeTable(ports, stores),
      items: await storeTable(ports, items),
      ...(joined.life.length > 0 ? { life: await storeTable(ports, lifeTable(joined.life)) } : {}),
    },
    columnFingerprint: hashOf([JSON.stringify(described)]),
  };
}

function lifeTable(life: readonly SeriesLife[]): Columns {
  return {
    format: life.map(({ format }) => format),
    store: life.map(({ store }) => store),
    item: life.map(({ item }) => item),
    state: life.map(({ state }) => state),
    lastSale: life.map(({ lastSale }) => lastSale),
    why: life.map(({ why }) => why),
  };
}

function attributeTable(key: 'store' | 'item', { rows, columns }: JoinedAttributes): Columns {
  const all = [...rows.values()];
  const values = columns.map(
    ({ name, type }) =>
      [
        name,
        toColumn(
          all.map((row) => row[name]),
          type,
        ),
      ] as const,
  );
  return { [key]: [...rows.keys()], ...Object.fromEntries(values) };
}

function describe(columns: Columns): readonly (readonly [string, string])[] {
  return Object.entries(columns).map(([name, values]) => [name, values instanceof Float64Array ? 'number' : 'text']);
}

function describeBlocks({ columns }: BlockTable): readonly (readonly [string, string])[] {
  return Object.entries(columns).map(([name, column]) => [name, 'texts' in column ? 'text' : 'number']);
}

async function storeTable(ports: DatasetPorts, columns: Columns): Promise<DatasetTable> {
  return { artifact: await putParquet(ports, columns), rows: rowCount(columns) };
}
