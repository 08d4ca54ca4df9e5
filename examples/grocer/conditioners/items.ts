import { escape, type ColumnTable } from 'arquero';
import { lineColumn } from 'shelfcast';
import { itemNumber, numberIn } from './forms.ts';

/** Days on the shelf below which an item is fresh. */
const freshDays = 30;

type RawItem = Readonly<Record<'SKU' | 'Description' | 'Category' | 'Brand' | 'Pack' | 'Shelf life', string>>;

/** The item master: the last part of the category's path, and from pack and shelf life classes that items share. */
export function conditionItems(table: ColumnTable): ColumnTable {
  return table
    .derive({
      item: escape((row: RawItem) => itemNumber(row.SKU)),
      name: escape((row: RawItem) => row.Description),
      category: escape((row: RawItem) => row.Category.split(' / ').at(-1)?.toLowerCase() ?? null),
      brand: escape((row: RawItem) => row.Brand),
      pack: escape((row: RawItem) => sizeClass(numberIn(row.Pack))),
      shelf: escape((row: RawItem) => ((numberIn(row['Shelf life']) ?? 0) < freshDays ? 'fresh' : 'lasting')),
    })
    .select('item', 'name', 'category', 'brand', 'pack', 'shelf', lineColumn);
}

function sizeClass(ounces: number | null): string | null {
  if (ounces === null || Number.isNaN(ounces)) return null;
  return ounces <= 8 ? 'single' : ounces <= 16 ? 'regular' : 'family';
}
