import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readBreakfast } from '../../bench/breakfast-panel.ts';

const missing = Number.NaN;
const folder = mkdtempSync(join(tmpdir(), 'shelfcast-breakfast-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'stores.csv'),
  [
    'store_id,store_name,address_city_name,address_state_prov_code,msa_code,seg_value_name,parking_space_qty,sales_area_size_num,avg_weekly_baskets',
    '7,NORTH,DALLAS,TX,1.0,VALUE,,48500.0,9.0',
    '3,SOUTH,DALLAS,TX,1.0,UPSCALE,408.0,48501.0,9.0',
    '5,SMALL,DALLAS,TX,1.0,MAINSTREAM,10.0,48499.0,9.0',
    '',
  ].join('\n'),
);
writeFileSync(
  join(folder, 'products.csv'),
  [
    'upc_id,description,manufacturer,category,sub_category,product_size,volume_ml,mass_oz',
    '91,A,M1,CEREAL,KIDS,1,,1',
    '92,B,M2,PIZZA,PREMIUM,1,,1',
    '93,C,M2,PIZZA,PREMIUM,1,,1',
    '',
  ].join('\n'),
);
writeFileSync(
  join(folder, 'transactions.csv.gz'),
  gzipSync(
    [
      'week_end_date,store_id,upc_id,units,visits,hhs,spend,price,base_price,feature,display,tpr_only',
      '2009-01-14,7,91,4,1,1,1,2.5,3,1,0,0',
      '2009-01-21,7,91,6,1,1,1,,3,0,1,0',
      '2009-01-28,7,91,8,1,1,1,2,3,0,0,1',
      '2009-01-21,3,91,5,1,1,1,1,,0,0,0',
      '2009-01-14,3,92,9,1,1,1,1,1,0,0,0',
      '2009-01-14,5,93,1,1,1,1,1,1,0,0,0',
      '',
    ].join('\n'),
  ),
);

test('units end at the cutoff, what is known ahead reaches past it; series by item, then store', () => {
  const panel = readBreakfast(folder)('texas/large', 2, 3);
  expect([panel.region, panel.format, panel.cutoffIndex]).toEqual(['texas', 'large', 1]);
  expect(panel.weeks).toEqual(['2009-01-08', '2009-01-15', '2009-01-22']);
  expect([panel.stores, panel.items]).toEqual([
    ['7', '3'],
    ['91', '92'],
  ]);
  expect(panel.seriesStore).toEqual(Int32Array.of(0, 1, 1));
  expect(panel.seriesItem).toEqual(Int32Array.of(0, 0, 1));
  expect(panel.units).toEqual(Float64Array.of(4, 6, missing, missing, 5, missing, 9, missing, missing));
  expect(panel.knownAhead['price']).toEqual(Float64Array.of(2.5, missing, 2, missing, 1, missing, 1, missing, missing));
  expect(panel.knownAhead['tpr_only']).toEqual(Float64Array.of(0, 0, 1, missing, 0, missing, 0, missing, missing));
  expect(panel.storeAttributes).toEqual({
    squareFeet: Float64Array.of(48_500, 48_501),
    parkingSpaces: Float64Array.of(missing, 408),
    priceSegment: Float64Array.of(1, 3),
  });
  expect(panel.itemCategories).toEqual({
    category: ['CEREAL', 'PIZZA'],
    subCategory: ['KIDS', 'PREMIUM'],
    manufacturer: ['M1', 'M2'],
  });
});

test('a small store is in the panel of small ones', () => {
  const panel = readBreakfast(folder)('texas/small', 3, 3);
  expect([panel.stores, panel.items]).toEqual([['5'], ['93']]);
});
