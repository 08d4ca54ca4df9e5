import type { DatasetPartition } from '../../contracts/dataset.ts';
import type { SeriesLife } from '../../contracts/series-life.ts';
import { hashOf } from '../hash.ts';
import type { AttributeRow } from './read-attributes.ts';
import type { SeriesGrid } from './series-grid.ts';

/**
 * A hash per format and item over what models of the item may see. A series counts from its first value on, so that a
 * longer history elsewhere in the region changes nothing for it.
 */
export function partitionsOf(
  grid: SeriesGrid,
  matrices: Readonly<Record<string, Float64Array>>,
  stores: ReadonlyMap<string, AttributeRow>,
  items: ReadonlyMap<string, AttributeRow>,
  life: readonly SeriesLife[],
): readonly DatasetPartition[] {
  const width = grid.weeks.length;
  const columns = Object.entries(matrices);
  const partitions: DatasetPartition[] = [];
  const states = new Map(life.map(({ store, item, state }) => [`${store}\n${item}`, state]));
  let start = 0;
  while (start < grid.series.length) {
    const { format, item } = grid.series[start] ?? { format: '', item: '' };
    const parts: (string | Uint8Array)[] = [
      JSON.stringify(items.get(item) ?? {}),
      columns.map(([name]) => name).join(),
    ];
    let rows = 0;
    let end = start;
    for (; grid.series[end]?.format === format && grid.series[end]?.item === item; end += 1) {
      const from = end * width;
      const first = firstValue(columns, from, width);
      const store = grid.series[end]?.store ?? '';
      parts.push(
        store,
        states.get(`${store}\n${item}`) ?? 'running',
        JSON.stringify(stores.get(store) ?? {}),
        grid.weeks[first] ?? '',
      );
      for (const [name, matrix] of columns) {
        const values = matrix.subarray(from + first, from + width);
        parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
        if (name === 'units') for (const value of values) if (!Number.isNaN(value)) rows += 1;
      }
    }
    partitions.push({ format, item, hash: hashOf(parts), rows, series: end - start });
    start = end;
  }
  return partitions;
}

function firstValue(columns: readonly (readonly [string, Float64Array])[], from: number, width: number): number {
  for (let week = 0; week < width; week += 1) {
    if (columns.some(([, matrix]) => !Number.isNaN(matrix[from + week]))) return week;
  }
  return width;
}
