import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { KeptRows } from '../../../src/datasets/conditioning/kept-rows.ts';
import { createCellEncoder } from '../../../src/datasets/conditioning/cells.ts';
import { createRowCheck } from '../../../src/datasets/conditioning/row-check.ts';
import { describeColumns } from '../../../src/project/standard-columns.ts';
import type { LoadedSource } from '../../../src/project/loaded-project.ts';

const row = z.object({ store: z.string(), item: z.string(), week: z.string(), units: z.number() });
const source: LoadedSource = {
  name: 'sales',
  kind: 'shipments',
  landing: '*',
  columns: [],
  delimiter: ',',
  maxBadShare: 0,
  missingWeek: 'missing',
  standardColumns: describeColumns(row) as LoadedSource['standardColumns'],
  row,
  conditioner: (table) => table,
};
const rules = { weekStartsOn: 'monday', regions: [], formats: [] } as const;

function empty() {
  const check = createRowCheck(source, rules);
  const encoders = source.standardColumns.map((column) => createCellEncoder(column, check.cell));
  const kept = new KeptRows(source, encoders);
  const add = (cells: readonly (string | number)[], line: number) =>
    kept.add(
      Float64Array.from(cells, (cell, index) => encoders[index]!.encodeChecked(cell)),
      line,
    );
  return { kept, add };
}

test('the first row of a key is kept, and every later one is recognised exactly', () => {
  const key = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat({ max: 2 }), fc.nat({ max: 1 }));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 80 }), (rows) => {
      const { kept, add } = empty();
      const first = new Map<string, number>();
      rows.forEach(([store, item, week, units], index) => {
        const name = `${store}/${item}/${week}`;
        const known = first.get(name);
        const fault = add([`s${store}`, `i${item}`, `w${week}`, units], index + 2);
        if (known === undefined) {
          first.set(name, index);
          expect(fault).toBeUndefined();
        } else {
          const reason = rows[known]![3] === units ? 'duplicate-identical' : 'duplicate-conflicting';
          const detail = `store s${store}, item i${item}, week w${week} is on line ${known + 2} already`;
          expect(fault).toEqual({ column: undefined, reason, detail });
        }
      });
      expect(kept.toTable().rows).toBe(first.size);
    }),
  );
});

test('more keys than a block and several tables hold stay apart', () => {
  const { kept, add } = empty();
  for (let index = 0; index < 70_000; index += 1) {
    expect(add([`s${index % 300}`, `i${Math.floor(index / 300)}`, 'w', index], index)).toBeUndefined();
  }
  expect(add(['s299', 'i232', 'w', 69_899], 0)?.reason).toBe('duplicate-identical');
  const table = kept.toTable();
  expect(table.rows).toBe(70_000);
  expect(table.columns['units']!.blocks.map((block) => block.length)).toEqual([65_536, 4464]);
});
