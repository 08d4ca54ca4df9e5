import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';

type RawBrand = Readonly<Record<'brand' | 'size_oz', string>>;

/** Item rows: a brand in one size, by Dominick's brand number. */
export function conditionBrands(table: ColumnTable): ColumnTable {
  return table
    .derive({
      item: escape((row: RawBrand) => row.brand),
      sizeOunces: escape((row: RawBrand) => parseNumber(row.size_oz)),
    })
    .select('item', 'name', 'family', 'sizeOunces', lineColumn);
}
