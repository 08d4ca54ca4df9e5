import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writePeerPanel } from '../../../../bench/accuracy/peer/peer-panel.ts';
import { unitsPanel } from '../../units-panel.ts';

const missing = Number.NaN;
const folder = mkdtempSync(join(tmpdir(), 'shelfcast-peer-panel-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('panels become one: series after series, with what is known of them', async () => {
  const east = {
    ...unitsPanel([
      [1, missing],
      [3, 4],
    ]),
    knownAhead: { price: Float64Array.of(1, 2, 3, 4) },
    storeAttributes: { size: Float64Array.of(missing) },
    itemCategories: { brand: ['own', 'other'] },
  };
  const west = {
    ...unitsPanel([[5, 6]]),
    region: 'west',
    knownAhead: { price: Float64Array.of(5, 6) },
    storeAttributes: { size: Float64Array.of(9) },
    itemCategories: { brand: ['own'] },
  };
  const first = await writePeerPanel(new Map(Object.entries({ east, west })), folder);
  expect([...first]).toEqual([
    ['east', 0],
    ['west', 2],
  ]);
  expect(JSON.parse(readFileSync(join(folder, 'panel.json'), 'utf8'))).toEqual({
    weeks: ['2024-01-01', '2024-01-08'],
    series: [0, 1, 2],
    known: ['price', 'weekOfYear'],
    categories: {
      region: ['east', 'east', 'west'],
      format: ['large', 'large', 'large'],
      store: ['s1', 's1', 's1'],
      item: ['i1', 'i2', 'i1'],
      brand: ['own', 'other', 'own'],
    },
    numbers: { size: [null, null, 9] },
  });
  expect(matrix('units')).toEqual(Float64Array.of(1, missing, 3, 4, 5, 6));
  expect(matrix('price')).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  expect(matrix('weekOfYear')).toEqual(Float64Array.of(0, 1, 0, 1, 0, 1));
});

function matrix(name: string): Float64Array {
  const bytes = readFileSync(join(folder, `${name}.f64`));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
